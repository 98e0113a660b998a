with

sales as (
    select * from intermediate.int_sales_analysis
),

products as (
    select * from core.dim_product
),

first_sales as (
    select
        product_key,
        month_of(first_sale_at) as month
    from intermediate.int_product_totals
),

product_months as (
    select
        product_key,
        month
    from sales
    group by product_key, month
),

totals as (
    select
        product_months.month,
        products.category,
        cast(count(*) as integer) as products_count,
        cast(count(*) filter (where product_months.month = first_sales.month) as integer) as new_products_count
    from product_months
    inner join products
        on product_months.product_key = products.product_key
    inner join first_sales
        on product_months.product_key = first_sales.product_key
    group by product_months.month, products.category
)

select * from totals
