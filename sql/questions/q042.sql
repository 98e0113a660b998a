-- title: Which categories grow and which shrink?
-- tier: 2
-- page: /products
with

last_month as (
    select max(period_start) as month
    from mart_executive
    where period_grain = 'month' and is_complete
),

categories as (
    select
        mart_sales_analysis.category,
        sum(mart_sales_analysis.revenue) filter (
            where mart_sales_analysis.month > last_month.month - interval 6 month
                and mart_sales_analysis.month <= last_month.month
        ) as revenue_last_half_year,
        sum(mart_sales_analysis.revenue) filter (
            where mart_sales_analysis.month > last_month.month - interval 18 month
                and mart_sales_analysis.month <= last_month.month - interval 12 month
        ) as revenue_year_before
    from mart_sales_analysis
    cross join last_month
    group by mart_sales_analysis.category
),

final as (
    select
        category,
        coalesce(revenue_last_half_year, 0) as revenue_last_half_year,
        coalesce(revenue_year_before, 0) as revenue_year_before,
        coalesce(revenue_last_half_year, 0) - coalesce(revenue_year_before, 0) as change,
        coalesce(revenue_last_half_year, 0) / nullif(revenue_year_before, 0) - 1 as growth
    from categories
)

select * from final order by change desc, category
