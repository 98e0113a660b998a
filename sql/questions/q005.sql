-- title: How does order volume grow by month, quarter and year?
-- tier: 2
-- page: /sales
with

months as (
    select
        period_start as month,
        is_complete,
        orders_count
    from mart_executive
    where period_grain = 'month'
),

periods as (
    select 'month' as grain, 1 as length, month as period_start, is_complete, orders_count from months
    union all
    select 'quarter', 3, cast(date_trunc('quarter', month) as date), is_complete, orders_count from months
    union all
    select 'year', 12, cast(date_trunc('year', month) as date), is_complete, orders_count from months
),

totals as (
    select
        grain,
        length,
        period_start,
        count(*) filter (where is_complete) = length as is_complete,
        cast(sum(orders_count) as integer) as orders_count
    from periods
    group by grain, length, period_start
),

final as (
    select
        totals.grain,
        totals.period_start,
        totals.is_complete,
        totals.orders_count,
        totals.orders_count / nullif(previous.orders_count, 0) - 1 as growth
    from totals
    left join totals as previous
        on totals.is_complete
        and previous.is_complete
        and totals.grain = previous.grain
        and previous.period_start = totals.period_start - to_months(totals.length)
)

select * from final order by grain, period_start
