-- title: How does gross merchandise value develop?
-- tier: 1
-- page: /sales
with

months as (
    select
        period_start as month,
        is_complete,
        price,
        freight,
        gmv
    from mart_executive
    where period_grain = 'month'
),

final as (
    select
        months.month,
        months.is_complete,
        months.price,
        months.freight,
        months.gmv,
        sum(months.gmv) over (order by months.month) as gmv_so_far,
        months.gmv / nullif(previous.gmv, 0) - 1 as growth_month
    from months
    left join months as previous
        on months.is_complete
        and previous.is_complete
        and previous.month = months.month - interval 1 month
)

select * from final order by month
