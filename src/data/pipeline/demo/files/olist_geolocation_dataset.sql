select
    zip_prefix as geolocation_zip_code_prefix,
    round(latitude, 14) as geolocation_lat,
    round(longitude, 14) as geolocation_lng,
    city as geolocation_city,
    state as geolocation_state
from geolocation_points
order by point
