-- title: Who are the top tenth of sellers by revenue and by units?
-- tier: 2
-- page: /sellers
with

sellers as (
    select
        seller_key,
        state,
        tier,
        items_count,
        revenue,
        row_number() over (order by revenue desc, seller_key) as revenue_rank,
        row_number() over (order by items_count desc, seller_key) as items_rank,
        ceil(count(*) over () / 10.0) as tenth,
        revenue / nullif(sum(revenue) over (), 0) as revenue_share
    from mart_seller_scorecard
)

select
    seller_key,
    state,
    tier,
    items_count,
    revenue,
    revenue_share,
    cast(revenue_rank as integer) as revenue_rank,
    cast(items_rank as integer) as items_rank,
    cast(tenth as integer) as tenth
from sellers
where revenue_rank <= tenth or items_rank <= tenth
order by revenue_rank
