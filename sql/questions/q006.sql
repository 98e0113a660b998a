-- title: What is the average order value, and how has it changed?
-- tier: 1
-- page: /sales
with

months as (
    select
        period_start as month,
        is_complete,
        orders_with_items_count,
        gmv / nullif(orders_with_items_count, 0) as aov
    from mart_executive
    where period_grain = 'month'
),

final as (
    select
        months.month,
        months.is_complete,
        months.orders_with_items_count,
        months.aov,
        months.aov - previous.aov as change_month,
        months.aov / nullif(year_before.aov, 0) - 1 as growth_year
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
