-- description: Each city of mart_geographic_cities adds up to the orders of its zip prefixes, to the cent and to the row.
with

expected as (
    select
        cities.city,
        cities.state,
        cities.orders_count,
        cities.orders_with_items_count,
        cities.gmv,
        cities.delivered_count
    from marts.mart_geographic_cities as cities
),

actual as (
    select
        geographies.city,
        geographies.state,
        count(*) as orders_count,
        count(*) filter (where orders.items_count > 0) as orders_with_items_count,
        sum(orders.price + orders.freight) as gmv,
        count(*) filter (where orders.is_delivered) as delivered_count
    from core.fact_orders as orders
    inner join core.dim_customer as customers
        on orders.customer_key = customers.customer_key
    inner join core.dim_geography as geographies
        on customers.geography_key = geographies.geography_key
    group by geographies.city, geographies.state
)

select * from expected
except
select * from actual
