with

order_items as (
    select * from core.fact_order_items
),

orders as (
    select * from core.fact_orders
),

sales as (
    select
        concat(orders.order_id, '-', order_items.order_item_number) as sale_key,
        order_items.order_key,
        order_items.customer_key,
        order_items.product_key,
        order_items.seller_key,
        order_items.purchase_date_key,
        orders.order_status,
        orders.purchased_at,
        order_items.price,
        order_items.freight,
        cast(order_items.price + order_items.freight as decimal(18, 2)) as total_item_value
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
)

select * from sales
