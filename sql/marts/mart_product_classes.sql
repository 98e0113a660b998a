with

products as (
    select * from marts.mart_product_performance
),

totals as (
    select
        category,
        abc_class,
        lifecycle,
        cast(count(*) as integer) as products_count,
        cast(sum(items_count) as integer) as items_count,
        cast(sum(recent_items_count) as integer) as recent_items_count,
        cast(sum(price) as decimal(18, 2)) as price,
        cast(sum(freight) as decimal(18, 2)) as freight,
        cast(sum(revenue) as decimal(18, 2)) as revenue,
        cast(sum(canceled_count) as integer) as canceled_count,
        cast(sum(reviewed_count) as integer) as reviewed_count,
        cast(sum(review_score_sum) as integer) as review_score_sum,
        cast(count(photos_count) as integer) as photographed_count,
        cast(coalesce(sum(photos_count), 0) as integer) as photos_count
    from products
    group by category, abc_class, lifecycle
)

select * from totals
