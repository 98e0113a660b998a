-- title: How does revenue split over product categories?
-- tier: 2
-- page: /products
with

categories as (
    select
        category,
        cast(sum(items_count) as integer) as items_count,
        sum(revenue) as revenue
    from mart_sales_analysis
    group by category
),

final as (
    select
        category,
        items_count,
        revenue,
        revenue / nullif(sum(revenue) over (), 0) as revenue_share
    from categories
)

select * from final order by revenue desc, category
