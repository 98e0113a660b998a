with

orders as (
    select * from core.fact_orders
),

customers as (
    select * from core.dim_customer
),

geographies as (
    select * from core.dim_geography
),

prefixes as (
    select
        customers.geography_key,
        count(*) as orders_count,
        count(*) filter (where orders.items_count > 0) as orders_with_items_count,
        count(*) filter (where orders.is_first_order) as new_customers_count,
        sum(orders.price + orders.freight) as gmv,
        sum(orders.freight) as freight,
        sum(case when brings_revenue(orders.order_status) then orders.price else 0 end) as revenue,
        count(*) filter (where orders.is_delivered) as delivered_count,
        count(*) filter (where orders.is_late) as late_count,
        sum_days(orders.days_to_deliver) as days_to_deliver_sum,
        count(orders.review_score) as reviewed_count,
        sum(orders.review_score) as review_score_sum
    from orders
    inner join customers
        on orders.customer_key = customers.customer_key
    group by customers.geography_key
),

cities as (
    select
        geographies.city,
        geographies.state,
        geographies.region,
        max(geographies.place_type) as place_type,
        round(avg(cast(geographies.latitude as decimal(12, 5))), 2) as latitude,
        round(avg(cast(geographies.longitude as decimal(12, 5))), 2) as longitude,
        cast(sum(prefixes.orders_count) as integer) as orders_count,
        cast(sum(prefixes.orders_with_items_count) as integer) as orders_with_items_count,
        cast(sum(prefixes.new_customers_count) as integer) as new_customers_count,
        cast(sum(prefixes.gmv) as decimal(18, 2)) as gmv,
        cast(sum(prefixes.freight) as decimal(18, 2)) as freight,
        cast(sum(prefixes.revenue) as decimal(18, 2)) as revenue,
        cast(sum(prefixes.delivered_count) as integer) as delivered_count,
        cast(sum(prefixes.late_count) as integer) as late_count,
        round(sum_days(prefixes.days_to_deliver_sum), 1) as days_to_deliver_sum,
        cast(sum(prefixes.reviewed_count) as integer) as reviewed_count,
        cast(coalesce(sum(prefixes.review_score_sum), 0) as integer) as review_score_sum
    from prefixes
    inner join geographies
        on prefixes.geography_key = geographies.geography_key
    where geographies.city is not null
    group by geographies.city, geographies.state, geographies.region
),

ranked as (
    select
        cast(row_number() over (order by orders_count desc, city, state) as integer) as city_rank,
        *
    from cities
    where orders_count >= 10
),

largest as (
    select * from ranked where city_rank <= 300
)

select * from largest
