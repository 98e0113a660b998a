-- description: mart_geographic_analysis adds up to fact_orders, and what its sellers sold to fact_order_items, to the cent and to the row.
with

expected as (
    select
        count(*) as orders_count,
        coalesce(sum(price + freight), 0) as gmv,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(price) filter (where brings_revenue(order_status)), 0) as revenue,
        count(*) filter (where is_first_order) as new_customers_count,
        count(*) filter (where is_delivered) as delivered_count,
        count(*) filter (where is_late) as late_count,
        count(review_score) as reviewed_count,
        (select coalesce(sum(price + freight), 0) from core.fact_order_items) as sold_gmv
    from core.fact_orders
),

actual as (
    select
        coalesce(sum(orders_count), 0) as orders_count,
        coalesce(sum(gmv), 0) as gmv,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(new_customers_count), 0) as new_customers_count,
        coalesce(sum(delivered_count), 0) as delivered_count,
        coalesce(sum(late_count), 0) as late_count,
        coalesce(sum(reviewed_count), 0) as reviewed_count,
        coalesce(sum(sold_gmv), 0) as sold_gmv
    from marts.mart_geographic_analysis
)

select * from expected
except
select * from actual
