with

sales as (
    select * from intermediate.int_sales_analysis
),

totals as (
    select
        seller_key,
        month,
        cast(count(*) as integer) as items_count,
        cast(sum(revenue) as decimal(18, 2)) as revenue
    from sales
    group by seller_key, month
)

select * from totals
