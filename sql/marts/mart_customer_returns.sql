with

orders as (
    select * from core.fact_orders
),

customers as (
    select * from core.dim_customer
),

person_orders as (
    select
        orders.is_first_order,
        orders.purchased_at,
        orders.state,
        orders.region,
        lead(orders.purchased_at) over (
            partition by customers.person_key
            order by orders.order_key
        ) as next_purchased_at
    from orders
    inner join customers
        on orders.customer_key = customers.customer_key
),

returns as (
    select
        month_of(purchased_at) as first_month,
        state,
        region,
        days_between(purchased_at, next_purchased_at) as days_to_return
    from person_orders
    where is_first_order
        and next_purchased_at is not null
),

totals as (
    select
        first_month,
        state,
        region,
        cast(floor(days_to_return / 7) as integer) as weeks_to_return,
        cast(count(*) as integer) as customers_count,
        cast(count(*) filter (where days_to_return < 1) as integer) as within_a_day_count
    from returns
    group by first_month, state, region, weeks_to_return
)

select * from totals
