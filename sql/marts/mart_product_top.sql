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
        products.*,
        shrunken_share(products.review_score_sum, products.reviewed_count, usual.review_score, 10) as fair_score
    from products
    cross join usual
),

ranked as (
    select
        *,
        cast(row_number() over (order by revenue desc, product_key) as integer) as revenue_rank,
        cast(row_number() over (order by items_count desc, revenue desc, product_key) as integer) as items_rank,
        cast(row_number() over (
            order by fair_score desc nulls last, reviewed_count desc, product_key
        ) as integer) as score_rank
    from rated
),

top as (
    select
        product_key,
        category,
        abc_class,
        lifecycle,
        photos_count,
        items_count,
        recent_items_count,
        price,
        freight,
        revenue,
        canceled_count,
        reviewed_count,
        review_score_sum,
        round(fair_score, 2) as fair_score,
        first_sale_date,
        last_sale_date,
        revenue_rank,
        items_rank,
        score_rank
    from ranked
    where revenue_rank <= 100
        or items_rank <= 100
        or score_rank <= 100
)

select * from top
