with

order_items as (
    select * from staging.stg_order_items
),

orders as (
    select * from intermediate.int_orders
),

sales as (
    select
        order_items.seller_id,
        min(orders.purchased_at) as first_sale_at,
        max(orders.purchased_at) as last_sale_at
    from order_items
    inner join orders
        on order_items.order_id = orders.order_id
    group by order_items.seller_id
)

select * from sales
