-- description: The classes of mart_product_classes hold every product of mart_product_performance once, and all its sales to the cent.
with

expected as (
    select
        count(*) as products_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(revenue), 0) as revenue
    from marts.mart_product_performance
),

actual as (
    select
        coalesce(sum(products_count), 0) as products_count,
        coalesce(sum(items_count), 0) as items_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight), 0) as freight,
        coalesce(sum(revenue), 0) as revenue
    from marts.mart_product_classes
)

select * from expected
except
select * from actual
