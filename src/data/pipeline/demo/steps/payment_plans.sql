-- How each order is paid: the number of payments and their methods.
create table payment_plans as

with amounts as (

    select
        order_key,
        sum(price_cents + freight_cents)::bigint as amount_cents
    from items
    group by order_key

),

ranked as (

    select
        statuses.order_key,
        statuses.status,
        statuses.has_items,
        coalesce(
            amounts.amount_cents,
            round(10500 * exp(0.9 * normal(statuses.order_key, 'amount')))
        )::bigint as amount_cents,
        row_number() over (
            order by
                uniform(statuses.order_key, 'payments'), statuses.order_key
        ) as rank
    from statuses
    left join amounts on statuses.order_key = amounts.order_key

),

sized as (

    select
        ranked.*,
        group_ranks.size
    from ranked
    asof inner join group_ranks
        on
            ranked.rank >= group_ranks.rank_from
            and group_ranks.kind = 'order_payments'
    where ranked.rank <= scaled(99441) - scaled(1)

),

singles as (

    select
        order_key,
        row_number() over (
            order by
                status = 'canceled' and not has_items desc,
                uniform(order_key, 'method') * amount_cents ** 0.12,
                order_key
        ) as rank
    from sized
    where size = 1

),

methods as (

    select
        method,
        scaled(orders) as orders,
        (sum(scaled(orders)) over (order by orders))::bigint as rank_to
    from parameters.payment_methods

),

method_ranges as (

    select
        method,
        rank_to - orders + 1 as rank_from
    from methods
    union all
    select
        'credit_card' as method,
        max(rank_to) + 1 as rank_from
    from methods

)

select
    sized.order_key,
    sized.amount_cents,
    sized.size,
    case
        when sized.size = 1 then method_ranges.method
        when
            uniform(sized.order_key, 'mix')
            < case sized.size when 2 then 0.907 else 0.67 end
            then 'credit_card'
        else 'voucher'
    end as first_method,
    case
        when
            sized.size = 2
            and uniform(sized.order_key, 'mix') between 0.786 and 0.907
            then 'credit_card'
        else 'voucher'
    end as next_method
from sized
left join singles on sized.order_key = singles.order_key
asof left join method_ranges on singles.rank >= method_ranges.rank_from
