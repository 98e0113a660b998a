-- description: A sale in int_sales_analysis has the month, the moment and the status of its order.
-- by: order_key
select
    sales.order_item_key,
    sales.month,
    sales.purchased_at,
    sales.order_status
from intermediate.int_sales_analysis as sales
inner join core.fact_orders as orders
    on sales.order_key = orders.order_key
where sales.month <> month_of(orders.purchased_at)
    or sales.purchased_at <> orders.purchased_at
    or sales.order_status <> orders.order_status
