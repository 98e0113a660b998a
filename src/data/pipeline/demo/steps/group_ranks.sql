-- How many members (orders, items, payments, reviews) each group has: groups
-- shuffled and ranked from 1 take the size of the range their rank is in. Sizes
-- from 3 up are given, pairs make the totals come out, the rest are single.
create table group_ranks as

with totals (kind, groups, members) as (

    values
        ('person_orders', scaled(96096), scaled(99441)),
        ('order_items', orders_with_items(), scaled(112650)),
        ('order_payments', scaled(99441) - scaled(1), scaled(103886)),
        (
            'order_reviews',
            scaled(99441) - scaled(768),
            scaled(99224)
        )

),

large as (

    select
        kind,
        size,
        floor(groups * getvariable('scale'))::bigint as groups
    from parameters.group_sizes

),

large_totals as (

    select
        kind,
        sum(groups)::bigint as groups,
        sum(groups * (size - 1))::bigint as extra_members
    from large
    group by kind

),

pairs as (

    select
        totals.kind,
        2 as size,
        totals.members - totals.groups - large_totals.extra_members as groups,
        totals.groups - large_totals.groups as groups_left
    from totals
    inner join large_totals on totals.kind = large_totals.kind

),

sizes as (

    select kind, size, groups from large
    union all
    select kind, size, groups from pairs
    union all
    select kind, 1 as size, groups_left - groups as groups from pairs

)

select
    kind,
    size,
    (sum(groups) over (partition by kind order by size desc))::bigint
    - groups + 1 as rank_from
from sizes
where groups > 0
order by kind, rank_from
