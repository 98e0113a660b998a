-- description: Each order's price, freight and payment value are the sums over its rows in fact_order_items and fact_payments.
-- by: order_key
with

parts as (
    select order_key, price, freight, 0 as payment_value from core.fact_order_items
    union all
    select order_key, 0, 0, payment_value from core.fact_payments
    union all
    select order_key, -price, -freight, -payment_value from core.fact_orders
)

select
    order_key,
    sum(price) as price_gap,
    sum(freight) as freight_gap,
    sum(payment_value) as payment_value_gap
from parts
group by order_key
having sum(price) <> 0 or sum(freight) <> 0 or sum(payment_value) <> 0
