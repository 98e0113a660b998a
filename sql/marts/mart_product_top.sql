with

products as (
    select * from marts.mart_product_performance
),

-- A mean of few scores says little: it is drawn towards that of all products, as if ten more had been given.
usual as (
    select safe_divide(sum(review_score_sum), sum(reviewed_count)) as review_score from products
),

rated as (
    select
        products.product_key,
        products.revenue,
        products.items_count,
        products.reviewed_count,
        shrunken_share(products.review_score_sum, products.reviewed_count, usual.review_score, 10) as fair_score
    from products
    cross join usual
),

ranked as (
    select
        product_key,
        fair_score,
        cast(row_number() over (order by revenue desc, product_key) as integer) as revenue_rank,
        cast(row_number() over (order by items_count desc, revenue desc, product_key) as integer) as items_rank,
        cast(row_number() over (
            order by fair_score desc nulls last, reviewed_count desc, product_key
        ) as integer) as score_rank
    from rated
),

best as (
    select * from ranked
    where revenue_rank <= 100
        or items_rank <= 100
        or score_rank <= 100
),

top as (
    select
        best.product_key,
        products.category,
        products.abc_class,
        products.lifecycle,
        products.photos_count,
        products.items_count,
        products.recent_items_count,
        products.price,
        products.freight,
        products.revenue,
        products.canceled_count,
        products.reviewed_count,
        products.review_score_sum,
        round(best.fair_score, 2) as fair_score,
        products.first_sale_date,
        products.last_sale_date,
        best.revenue_rank,
        best.items_rank,
        best.score_rank
    from best
    inner join products
        on best.product_key = products.product_key
)

select * from top
