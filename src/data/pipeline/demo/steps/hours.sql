create table hours as

select
    hour,
    (sum(orders) over (order by hour) - orders)
    / (sum(orders) over ())::double as share_from
from parameters.hours
order by hour
