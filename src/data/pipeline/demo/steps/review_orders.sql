-- Which reviews belong to which order. Some orders have several; some reviews
-- stand on several orders of one visit.
create table review_orders as

with ranked as (

    select
        purchases.order_key,
        purchases.visit,
        row_number() over (
            order by uniform(order_key, 'reviews'), order_key
        ) as rank
    from purchases

),

sized as (

    select
        ranked.order_key,
        ranked.visit,
        unnest(range(1, group_ranks.size + 1)) as n
    from ranked
    asof inner join group_ranks
        on
            ranked.rank >= group_ranks.rank_from
            and group_ranks.kind = 'order_reviews'
    where ranked.rank <= scaled(99441) - scaled(768)

),

visits as (

    select
        *,
        first(order_key) over (
            partition by visit
            order by order_key, n
        ) as visit_order_key
    from sized

),

shared as (

    select
        *,
        row_number() over (
            order by
                n = 1 and visit_order_key != order_key desc,
                uniform(order_key * 4 + n, 'shared'),
                order_key
        ) as shared_rank,
        n = 1 and visit_order_key != order_key as is_shareable
    from visits

)

select
    order_key,
    n,
    case
        when is_shareable and shared_rank <= scaled(814)
            then visit_order_key * 4 + 1
        else order_key * 4 + n
    end as review
from shared
