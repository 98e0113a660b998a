-- title: How does revenue grow month over month and year over year?
-- tier: 1
-- page: /sales
with

months as (
    select
        period_start as month,
        is_complete,
        revenue
    from mart_executive
    where period_grain = 'month'
),

final as (
    select
        months.month,
        months.is_complete,
        months.revenue,
        months.revenue / nullif(previous.revenue, 0) - 1 as growth_month,
        months.revenue / nullif(year_before.revenue, 0) - 1 as growth_year
    from months
    left join months as previous
        on months.is_complete
        and previous.is_complete
        and previous.month = months.month - interval 1 month
    left join months as year_before
        on months.is_complete
        and year_before.is_complete
        and year_before.month = months.month - interval 1 year
)

select * from final order by month
