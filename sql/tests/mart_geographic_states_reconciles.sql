-- description: The states of mart_geographic_states add up to the facts and dimensions, to the cent and to the row.
with

expected as (
    select
        count(*) as orders_count,
        coalesce(sum(price + freight), 0) as gmv,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(price) filter (where brings_revenue(order_status)), 0) as revenue,
        (select count(*) from core.fact_order_items) as items_count,
        (select count(*) from core.dim_customer where is_current) as customers_count,
        (select count(*) from core.dim_seller where is_current) as sellers_count
    from core.fact_orders
),

actual as (
    select
        coalesce(sum(orders_count), 0) as orders_count,
        coalesce(sum(gmv), 0) as gmv,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(customers_count), 0) as customers_count,
        coalesce(sum(sellers_count), 0) as sellers_count
    from marts.mart_geographic_states
)

select * from expected
except
select * from actual
