with

sales as (
    select * from intermediate.int_sales_analysis
),

categories as (
    select * from core.dim_category
),

totals as (
    select
        sales.seller_key,
        categories.category,
        cast(sum(sales.revenue) as decimal(18, 2)) as revenue
    from sales
    inner join categories
        on sales.category_key = categories.category_key
    group by sales.seller_key, categories.category
)

select * from totals
