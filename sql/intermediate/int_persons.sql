with

orders as (
    select * from intermediate.int_orders
),

facts as (
    select * from core.fact_orders
),

order_items as (
    select * from core.fact_order_items
),

person_orders as (
    select
        orders.person_key,
        facts.*
    from orders
    inner join facts
        on orders.order_key = facts.order_key
),

totals as (
    select
        person_key,
        min(purchased_at) as first_order_at,
        max(purchased_at) as last_order_at,
        cast(count(*) as integer) as orders_count,
        cast(sum(items_count) as integer) as items_count,
        cast(sum(price) as decimal(18, 2)) as price,
        cast(sum(freight) as decimal(18, 2)) as freight,
        cast(sum(case when brings_revenue(order_status) then price else 0 end) as decimal(18, 2)) as revenue,
        cast(sum(payment_value) as decimal(18, 2)) as payment_value,
        cast(count(*) filter (where not brings_revenue(order_status)) as integer) as canceled_count,
        cast(count(*) filter (where is_delivered) as integer) as delivered_count,
        cast(count(*) filter (where is_late) as integer) as late_count,
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
        orders.person_key,
        order_items.category_key,
        count(*) as items_count
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
    group by orders.person_key, order_items.category_key
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

persons as (
    select
        totals.*,
        preferred_methods.payment_method as preferred_payment_method,
        preferred_categories.category_key as preferred_category_key
    from totals
    left join preferred_methods
        on totals.person_key = preferred_methods.person_key
    left join preferred_categories
        on totals.person_key = preferred_categories.person_key
)

select * from persons
