-- description: The products of class A bring at least 80 % of revenue, those of A and B at least 95 %, and neither could do without its last.
with

classes as (
    select
        abc_class,
        sum(revenue) as revenue,
        min(revenue) as lowest,
        max(revenue) as highest
    from marts.mart_product_performance
    group by abc_class
),

cumulated as (
    select
        *,
        sum(revenue) over (order by abc_class) as revenue_up_to,
        sum(revenue) over () as total,
        lead(highest) over (order by abc_class) as next_highest
    from classes
)

select *
from cumulated
where lowest < next_highest
    or abc_class = 'A' and (revenue_up_to < 0.8 * total or revenue_up_to - lowest >= 0.8 * total)
    or abc_class = 'B' and (revenue_up_to < 0.95 * total or revenue_up_to - lowest >= 0.95 * total)
