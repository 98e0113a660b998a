with

orders as (
    select * from intermediate.int_numbered_orders
),

persons as (
    select
        *,
        min(order_key) over (partition by customer_unique_id) as person_key,
        lag(zip_prefix) over (partition by customer_unique_id order by order_key) as previous_zip_prefix
    from orders
),

addressed as (
    select
        order_key,
        order_id,
        max(case when zip_prefix = previous_zip_prefix then null else order_key end) over (
            partition by person_key
            order by order_key
        ) as customer_key,
        person_key,
        customer_unique_id,
        zip_prefix,
        city,
        state,
        order_status,
        estimated_date,
        purchased_at,
        approved_at,
        carrier_at,
        delivered_at
    from persons
)

select * from addressed
