with

orders as (
    select * from intermediate.int_orders
),

geographies as (
    select * from core.dim_geography
),

states as (
    select * from seeds.brazil_states
),

periods as (
    select
        *,
        lead(purchased_at) over (partition by person_key order by order_key) as next_purchased_at
    from orders
    where order_key = customer_key
),

addresses as (
    select
        periods.customer_key,
        periods.person_key,
        periods.customer_unique_id,
        periods.zip_prefix,
        periods.city,
        periods.state,
        states.region,
        geographies.geography_key,
        periods.purchased_at as valid_from,
        periods.next_purchased_at as valid_to,
        periods.next_purchased_at is null as is_current
    from periods
    left join geographies
        on periods.zip_prefix = geographies.zip_prefix
    left join states
        on periods.state = states.state
)

select * from addresses
