with

sales as (
    select * from intermediate.int_sales_analysis
),

categories as (
    select * from core.dim_category
),

reviews as (
    select * from core.fact_reviews
),

-- An order's review speaks for each category in it, once.
order_categories as (
    select distinct
        order_key,
        category_key,
        month,
        state,
        region,
        order_status
    from sales
),

totals as (
    select
        order_categories.month,
        order_categories.state,
        order_categories.region,
        order_categories.order_status,
        categories.category,
        cast(count(*) as integer) as reviews_count,
        cast(sum(reviews.review_score) as integer) as review_score_sum,
        cast(count(*) filter (where reviews.review_score = 5) as integer) as promoters_count,
        cast(count(*) filter (where reviews.review_score <= 3) as integer) as detractors_count,
        cast(count(*) filter (where reviews.review_score = 1) as integer) as score_1_count
    from order_categories
    inner join reviews
        on order_categories.order_key = reviews.order_key
    inner join categories
        on order_categories.category_key = categories.category_key
    group by
        order_categories.month,
        order_categories.state,
        order_categories.region,
        order_categories.order_status,
        categories.category
)

select * from totals
