-- title: What share of orders arrives late, and where is it heading?
-- tier: 2
-- page: /delivery
with

months as (
    select
        month,
        sum(delivered_count) as delivered_count,
        sum(late_count) as late_count
    from mart_orders_monthly
    group by month
    having sum(delivered_count) > 0
),

final as (
    select
        month,
        cast(delivered_count as integer) as delivered_count,
        late_count / delivered_count as late_share,
        sum(late_count) over last_three / sum(delivered_count) over last_three as late_share_three_months
    from months
    window last_three as (order by month range between interval 2 month preceding and current row)
)

select * from final order by month
