with

products as (
    select * from marts.mart_product_performance
),

ends as (
    select
        as_of_date,
        last_day(last_complete_month) as complete_end_date
    from intermediate.int_as_of
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
        cast(coalesce(sum(photos_count), 0) as integer) as photos_count,
        cast(count(*) filter (where last_sale_date <= as_of_date - 30) as integer) as unsold_30_count,
        cast(count(*) filter (where last_sale_date <= as_of_date - 60) as integer) as unsold_60_count,
        cast(count(*) filter (where last_sale_date <= as_of_date - 90) as integer) as unsold_90_count,
        cast(count(last_complete_sale_date) as integer) as complete_products_count,
        cast(count(*) filter (
            where last_complete_sale_date <= complete_end_date - 30
        ) as integer) as complete_unsold_30_count,
        cast(count(*) filter (
            where last_complete_sale_date <= complete_end_date - 60
        ) as integer) as complete_unsold_60_count,
        cast(count(*) filter (
            where last_complete_sale_date <= complete_end_date - 90
        ) as integer) as complete_unsold_90_count
    from products
    cross join ends
    group by category, abc_class, lifecycle
)

select * from totals
