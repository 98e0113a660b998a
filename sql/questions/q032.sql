-- title: How strongly do lateness and the review score go together?
-- tier: 2
-- page: /reviews
with

orders as (
    select
        is_late,
        review_score,
        case
            when not is_late then 0
            when days_against_promise <= 3 then 1
            when days_against_promise <= 7 then 4
            else 8
        end as days_late_from
    from fact_orders
    where is_delivered and review_score is not null
),

final as (
    select
        days_late_from,
        cast(count(*) as integer) as orders_count,
        avg(review_score) as review_score,
        count(*) filter (where review_score = 1) / count(*) as one_star_share,
        (select corr(cast(is_late as integer), review_score) from orders) as correlation_of_late_and_score
    from orders
    group by days_late_from
)

select * from final order by days_late_from
