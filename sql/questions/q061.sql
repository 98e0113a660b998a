-- title: How is revenue spread over the states?
-- tier: 1
-- page: /
with

states as (
    select
        state,
        region,
        cast(sum(orders_count) as integer) as orders_count,
        sum(revenue) as revenue
    from mart_orders_monthly
    group by state, region
),

final as (
    select
        state,
        region,
        orders_count,
        revenue,
        revenue / nullif(sum(revenue) over (), 0) as revenue_share,
        sum(revenue) over (order by revenue desc, state) / nullif(sum(revenue) over (), 0) as revenue_share_so_far
    from states
)

select * from final order by revenue desc, state
