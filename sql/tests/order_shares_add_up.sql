-- description: The shares of an order's items add up to 1, but for the sixth decimal of each.
-- by: order_key
select
    order_key,
    count(*) as items_count,
    sum(order_share) as order_share
from core.fact_order_items
where order_share is not null
group by order_key
having abs(sum(order_share) - 1) > 0.000001 * count(*)
