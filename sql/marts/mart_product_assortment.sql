with

sales as (
    select * from intermediate.int_sales_analysis
),

products as (
    select * from core.dim_product
),

product_months as (
    select
        product_key,
        month,
        month = min(month) over (partition by product_key) as is_new
    from sales
    group by product_key, month
),

totals as (
    select
        product_months.month,
        products.category,
        cast(count(*) as integer) as products_count,
        cast(count(*) filter (where product_months.is_new) as integer) as new_products_count
    from product_months
    inner join products
        on product_months.product_key = products.product_key
    group by product_months.month, products.category
)

select * from totals
