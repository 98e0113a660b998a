with

sales as (
    select * from intermediate.int_sales_analysis
),

categories as (
    select * from core.dim_category
),

totals as (
    select
        sales.month,
        sales.state,
        sales.region,
        categories.category,
        sales.order_status,
        cast(count(*) as integer) as items_count,
        cast(count(distinct sales.order_key) as integer) as orders_count,
        cast(sum(sales.price) as decimal(18, 2)) as price,
        cast(sum(sales.freight) as decimal(18, 2)) as freight,
        cast(sum(sales.price + sales.freight) as decimal(18, 2)) as gmv,
        cast(sum(sales.revenue) as decimal(18, 2)) as revenue
    from sales
    inner join categories
        on sales.category_key = categories.category_key
    group by sales.month, sales.state, sales.region, categories.category, sales.order_status
)

select * from totals
