with

orders as (
    select * from core.fact_orders
    where is_delivered
),

reviews as (
    select * from core.fact_reviews
),

reviewed as (
    select
        month_of(orders.purchased_at) as month,
        orders.state,
        orders.region,
        orders.days_against_promise,
        orders.days_to_deliver,
        reviews.review_score
    from reviews
    inner join orders
        on reviews.order_key = orders.order_key
),

banded as (
    select
        *,
        'days_against_promise' as measure,
        case
            when days_against_promise <= -15 then -60
            when days_against_promise <= -8 then -14
            when days_against_promise <= -1 then -7
            when days_against_promise = 0 then 0
            when days_against_promise <= 3 then 1
            when days_against_promise <= 7 then 4
            else 8
        end as band
    from reviewed
    union all
    select
        *,
        'days_to_deliver',
        case
            when days_to_deliver < 5 then 0
            when days_to_deliver < 10 then 5
            when days_to_deliver < 15 then 10
            when days_to_deliver < 20 then 15
            when days_to_deliver < 30 then 20
            else 30
        end
    from reviewed
),

totals as (
    select
        month,
        state,
        region,
        measure,
        cast(band as integer) as band,
        cast(count(*) as integer) as reviews_count,
        cast(sum(review_score) as integer) as review_score_sum,
        cast(count(*) filter (where review_score = 5) as integer) as promoters_count,
        cast(count(*) filter (where review_score <= 3) as integer) as detractors_count,
        cast(count(*) filter (where review_score = 1) as integer) as score_1_count
    from banded
    group by month, state, region, measure, band
)

select * from totals
