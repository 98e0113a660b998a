with

orders as (
    select * from staging.stg_orders
),

customers as (
    select * from staging.stg_customers
),

numbered as (
    select
        cast(row_number() over (order by orders.purchased_at, orders.order_id) as integer) as order_key,
        orders.order_id,
        customers.customer_unique_id,
        customers.zip_prefix,
        customers.city,
        customers.state,
        orders.order_status,
        orders.estimated_date,
        orders.purchased_at,
        orders.approved_at,
        orders.carrier_at,
        orders.delivered_at
    from orders
    inner join customers
        on orders.customer_id = customers.customer_id
)

select * from numbered
