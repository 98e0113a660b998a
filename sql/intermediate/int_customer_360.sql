with

orders as (
    select * from core.fact_orders
),

customers as (
    select * from core.dim_customer
),

order_items as (
    select * from core.fact_order_items
),

as_of as (
    select * from intermediate.int_as_of
),

person_orders as (
    select
        customers.person_key,
        orders.order_status,
        orders.payment_method,
        orders.items_count,
        orders.price,
        orders.freight,
        orders.payment_value,
        orders.is_delivered,
        orders.is_late,
        orders.review_score
    from orders
    inner join customers
        on orders.customer_key = customers.customer_key
),

totals as (
    select
        person_key,
        count(*) as orders_count,
        sum(items_count) as items_count,
        sum(price) as price,
        sum(freight) as freight,
        sum(case when brings_revenue(order_status) then price else 0 end) as revenue,
        sum(payment_value) as payment_value,
        count(*) filter (where not brings_revenue(order_status)) as canceled_count,
        count(*) filter (where is_delivered) as delivered_count,
        count(*) filter (where is_late) as late_count,
        avg(review_score) as mean_review_score
    from person_orders
    group by person_key
),

method_totals as (
    select
        person_key,
        payment_method,
        count(*) as orders_count
    from person_orders
    where payment_method is not null
    group by person_key, payment_method
),

preferred_methods as (
    select
        person_key,
        payment_method
    from method_totals
    qualify row_number() over (
        partition by person_key
        order by orders_count desc, payment_method
    ) = 1
),

category_totals as (
    select
        customers.person_key,
        order_items.category_key,
        count(*) as items_count
    from order_items
    inner join customers
        on order_items.customer_key = customers.customer_key
    group by customers.person_key, order_items.category_key
),

preferred_categories as (
    select
        person_key,
        category_key
    from category_totals
    qualify row_number() over (
        partition by person_key
        order by items_count desc, category_key
    ) = 1
),

joined as (
    select
        customers.person_key,
        customers.customer_key,
        customers.state,
        customers.region,
        customers.segment,
        customers.first_order_at,
        customers.last_order_at,
        cast(date_diff('day', cast(customers.last_order_at as date), as_of.as_of_date) as integer) as recency_days,
        cast(totals.orders_count as integer) as orders_count,
        cast(totals.items_count as integer) as items_count,
        cast(totals.price as decimal(18, 2)) as price,
        cast(totals.freight as decimal(18, 2)) as freight,
        cast(totals.price + totals.freight as decimal(18, 2)) as gmv,
        cast(totals.revenue as decimal(18, 2)) as revenue,
        cast(totals.payment_value as decimal(18, 2)) as payment_value,
        cast(totals.canceled_count as integer) as canceled_count,
        cast(totals.delivered_count as integer) as delivered_count,
        cast(totals.late_count as integer) as late_count,
        safe_divide(totals.late_count, totals.delivered_count) as late_share,
        totals.mean_review_score,
        preferred_methods.payment_method as preferred_payment_method,
        preferred_categories.category_key as preferred_category_key
    from customers
    inner join totals
        on customers.person_key = totals.person_key
    cross join as_of
    left join preferred_methods
        on customers.person_key = preferred_methods.person_key
    left join preferred_categories
        on customers.person_key = preferred_categories.person_key
    where customers.is_current
),

ranked as (
    select
        *,
        percent_rank() over (order by recency_days desc) as recency_rank,
        percent_rank() over (order by orders_count) as frequency_rank,
        percent_rank() over (order by gmv) as monetary_rank
    from joined
),

scored as (
    select
        * exclude (recency_rank, frequency_rank, monetary_rank),
        quintile(recency_rank) as recency_score,
        quintile(frequency_rank) as frequency_score,
        quintile(monetary_rank) as monetary_score,
        rfm_name(quintile(recency_rank), quintile(frequency_rank), quintile(monetary_rank)) as rfm_name
    from ranked
)

select * from scored
