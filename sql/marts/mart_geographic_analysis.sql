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

sales as (
    select * from intermediate.int_sales_analysis
),

states as (
    select * from seeds.brazil_states
),

bought as (
    select
        month_of(orders.purchased_at) as month,
        orders.state,
        geographies.place_type,
        count(*) as orders_count,
        count(distinct customers.person_key) as customers_count,
        count(*) filter (where orders.is_first_order) as new_customers_count,
        sum(orders.price + orders.freight) as gmv,
        sum(orders.freight) as freight,
        sum(case when brings_revenue(orders.order_status) then orders.price else 0 end) as revenue,
        count(*) filter (where orders.is_delivered) as delivered_count,
        count(*) filter (where orders.is_late) as late_count,
        count(orders.review_score) as reviewed_count,
        sum(orders.review_score) as review_score_sum,
        0 as active_sellers_count,
        0 as sold_gmv
    from orders
    inner join customers
        on orders.customer_key = customers.customer_key
    inner join geographies
        on customers.geography_key = geographies.geography_key
    group by month, orders.state, geographies.place_type
),

sold as (
    select
        sales.month,
        sales.seller_state as state,
        geographies.place_type,
        count(distinct sales.seller_key) as active_sellers_count,
        sum(sales.price + sales.freight) as sold_gmv
    from sales
    inner join geographies
        on sales.seller_geography_key = geographies.geography_key
    group by sales.month, sales.seller_state, geographies.place_type
),

both_sides as (
    select * from bought
    union all
    select month, state, place_type, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, active_sellers_count, sold_gmv from sold
),

final as (
    select
        both_sides.month,
        both_sides.state,
        states.region,
        both_sides.place_type,
        cast(sum(both_sides.orders_count) as integer) as orders_count,
        cast(sum(both_sides.customers_count) as integer) as customers_count,
        cast(sum(both_sides.new_customers_count) as integer) as new_customers_count,
        cast(sum(both_sides.gmv) as decimal(18, 2)) as gmv,
        cast(sum(both_sides.freight) as decimal(18, 2)) as freight,
        cast(sum(both_sides.revenue) as decimal(18, 2)) as revenue,
        cast(sum(both_sides.delivered_count) as integer) as delivered_count,
        cast(sum(both_sides.late_count) as integer) as late_count,
        cast(sum(both_sides.reviewed_count) as integer) as reviewed_count,
        cast(coalesce(sum(both_sides.review_score_sum), 0) as integer) as review_score_sum,
        cast(sum(both_sides.active_sellers_count) as integer) as active_sellers_count,
        cast(sum(both_sides.sold_gmv) as decimal(18, 2)) as sold_gmv
    from both_sides
    inner join states
        on both_sides.state = states.state
    group by both_sides.month, both_sides.state, states.region, both_sides.place_type
)

select * from final
