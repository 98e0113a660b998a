-- description: Each trait of mart_product_traits holds every product sold once, and all its items, price and freight.
with

sold as (
    select
        (
            select count(distinct product_id)
            from core.dim_product
            where product_key in (select product_key from core.fact_order_items)
        ) as products_count,
        count(*) as items_count,
        coalesce(sum(order_items.price), 0) as price,
        coalesce(sum(order_items.freight), 0) as freight
    from core.fact_order_items as order_items
),

expected as (
    select
        traits.trait,
        sold.*
    from (select distinct trait from marts.mart_product_traits) as traits
    cross join sold
),

actual as (
    select
        trait,
        sum(products_count) as products_count,
        sum(items_count) as items_count,
        sum(price) as price,
        sum(freight) as freight
    from marts.mart_product_traits
    group by trait
)

select * from expected
except
select * from actual
