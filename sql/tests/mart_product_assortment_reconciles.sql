-- description: mart_product_assortment holds each product once as new, and once in each month with a sale.
with

sold as (
    select
        product_key,
        month
    from intermediate.int_sales_analysis
    group by product_key, month
),

expected as (
    select
        (
            select count(distinct product_id)
            from core.dim_product
            where product_key in (select product_key from core.fact_order_items)
        ) as new_products_count,
        count(*) as products_count
    from sold
),

actual as (
    select
        coalesce(sum(new_products_count), 0) as new_products_count,
        coalesce(sum(products_count), 0) as products_count
    from marts.mart_product_assortment
)

select * from expected
except
select * from actual
