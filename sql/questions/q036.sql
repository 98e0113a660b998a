-- title: What share of customers buys again?
-- tier: 2
-- page: /customers
select
    cast(count(*) as integer) as customers_count,
    cast(count(*) filter (where orders_count >= 2) as integer) as repeat_customers_count,
    count(*) filter (where orders_count >= 2) / nullif(count(*), 0) as repeat_rate
from dim_customer
where is_current
