-- Undelivered orders in their exact numbers; the first and last months of the
-- original have more than their share.
create table statuses as

with ranked as (

    select
        order_key,
        row_number() over (
            order by
                month >= '2018-09-01' desc,
                uniform(order_key, 'status')
                * case when month < '2017-01-01' then 0.2 else 1 end,
                order_key
        ) as rank
    from purchases

),

kinds as (

    select
        status,
        has_items,
        scaled(orders) as orders,
        (sum(scaled(orders)) over (
            order by status != 'canceled', has_items, status
        ))::bigint as rank_to
    from parameters.statuses

),

ranges as (

    select
        status,
        has_items,
        rank_to - orders + 1 as rank_from
    from kinds
    union all
    select
        'delivered' as status,
        true as has_items,
        max(rank_to) + 1 as rank_from
    from kinds

)

select
    ranked.order_key,
    ranges.status,
    ranges.has_items
from ranked
asof inner join ranges on ranked.rank >= ranges.rank_from
