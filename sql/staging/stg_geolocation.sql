with

source as (
    select * from raw.geolocation
),

renamed as (
    select
        lpad(geolocation_zip_code_prefix, 5, '0') as zip_prefix,
        fold_text(geolocation_city) as city,
        geolocation_state as state,

        cast(geolocation_lat as double) as latitude,
        cast(geolocation_lng as double) as longitude,

        cast(geolocation_lat as double) between -33.76 and 5.28
        and cast(geolocation_lng as double) between -73.99 and -34.79 as is_in_brazil
    from source
)

select * from renamed
