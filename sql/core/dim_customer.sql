with

orders as (
    select * from intermediate.int_orders
),

order_totals as (
    select * from intermediate.int_order_items
),

geographies as (
    select * from core.dim_geography
),

states as (
    select * from seeds.brazil_states
),

as_of as (
    select max(purchased_at) as as_of_at from orders
),

persons as (
    select
        orders.person_key,
        min(orders.purchased_at) as first_order_at,
        max(orders.purchased_at) as last_order_at,
        cast(count(*) as integer) as orders_count,
        coalesce(sum(order_totals.price + order_totals.freight), 0) as gmv
    from orders
    left join order_totals
        on orders.order_id = order_totals.order_id
    group by orders.person_key
),

segmented as (
    select
        persons.*,
        case
            when persons.last_order_at < as_of.as_of_at - interval 180 day then 'CHURNED'
            when persons.orders_count > 5 and persons.gmv > 1000 then 'VIP'
            when persons.orders_count > 5 then 'LOYAL'
            when persons.orders_count >= 2 then 'REGULAR'
            when persons.first_order_at >= as_of.as_of_at - interval 90 day then 'NEW'
            else 'ONE_TIME'
        end as segment
    from persons
    cross join as_of
),

addresses as (
    select
        *,
        lead(purchased_at) over (partition by person_key order by order_key) as next_purchased_at
    from orders
    where order_key = customer_key
),

versions as (
    select
        addresses.customer_key,
        addresses.person_key,
        addresses.customer_unique_id,
        addresses.zip_prefix,
        addresses.city,
        addresses.state,
        states.region,
        geographies.geography_key,
        addresses.purchased_at as valid_from,
        addresses.next_purchased_at as valid_to,
        addresses.next_purchased_at is null as is_current,
        segmented.first_order_at,
        segmented.last_order_at,
        segmented.orders_count,
        segmented.segment
    from addresses
    inner join segmented
        on addresses.person_key = segmented.person_key
    left join geographies
        on addresses.zip_prefix = geographies.zip_prefix
    left join states
        on addresses.state = states.state
)

select * from versions
