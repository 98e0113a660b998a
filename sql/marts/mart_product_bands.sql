with

sales as (
    select * from intermediate.int_sales_analysis
),

categories as (
    select * from core.dim_category
),

months as (
    select * from intermediate.int_months
),

banded as (
    select
        sales.month,
        months.is_complete,
        sales.state,
        sales.region,
        categories.category,
        sales.order_status,
        price_band(sales.price) as price_band,
        sales.revenue
    from sales
    inner join categories
        on sales.category_key = categories.category_key
    inner join months
        on sales.month = months.month
),

totals as (
    select
        month,
        is_complete,
        state,
        region,
        category,
        order_status,
        price_band,
        cast(count(*) as integer) as items_count,
        cast(sum(revenue) as decimal(18, 2)) as revenue
    from banded
    group by month, is_complete, state, region, category, order_status, price_band
)

select * from totals
