-- description: A seller's shipping limit lies between the purchase and 90 days after it.
-- by: order_key
-- of: core.fact_order_items
-- error_if: > 0.7 %
-- reason: 8 of 112,650 items of the source have a limit months or years later; a hundred times as many would be a fault.
select
    order_items.order_item_key,
    orders.purchased_at,
    order_items.shipping_limit_at
from core.fact_order_items as order_items
inner join core.fact_orders as orders
    on order_items.order_key = orders.order_key
where order_items.shipping_limit_at < orders.purchased_at
    or order_items.shipping_limit_at > orders.purchased_at + interval 90 day
