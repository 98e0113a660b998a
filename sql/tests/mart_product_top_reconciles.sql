-- description: Each product of mart_product_top sold what fact_order_items says, to the cent, and none that is missing sold more.
with

products as (
    select
        versions.current_product_key as product_key,
        count(*) as items_count,
        sum(order_items.price) as price,
        sum(order_items.freight) as freight
    from core.fact_order_items as order_items
    inner join core.dim_product as versions
        on order_items.product_key = versions.product_key
    group by versions.current_product_key
),

least_sold as (
    select min(items_count) as items_count from marts.mart_product_top where items_rank <= 100
)

select
    products.product_key,
    products.items_count,
    top.items_count as top_items_count
from products
cross join least_sold
left join marts.mart_product_top as top
    on products.product_key = top.product_key
where products.items_count <> top.items_count
    or products.price <> top.price
    or products.freight <> top.freight
    or top.product_key is null and products.items_count > least_sold.items_count
