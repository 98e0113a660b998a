-- Payments with instalments and value. An order's payments add up to its items
-- but for a few with interest or a cent of rounding.
create table payments as

with numbers as (

    select
        *,
        unnest(range(1, size + 1)) as sequential
    from payment_plans

),

methods as (

    select
        order_key,
        sequential,
        size,
        case sequential when 1 then first_method else next_method end as method,
        order_key * 32 + sequential as payment,
        case
            when size > 1 or first_method != 'credit_card' then amount_cents
            when uniform(order_key, 'rounding') < 0.003
                then amount_cents + 2 * (order_key % 2) - 1
            when uniform(order_key, 'interest') < 0.0032
                then amount_cents + ceil(
                    760 * exp(0.9 * normal(order_key, 'interest'))
                )::bigint
            else amount_cents
        end as amount_cents
    from numbers

),

zeros as (

    select
        *,
        row_number() over (
            order by
                size > 2 and sequential > 1 and method = 'voucher' desc,
                uniform(payment, 'zero'),
                payment
        ) as zero_rank
    from methods

),

weighted as (

    select
        *,
        case
            when zero_rank <= scaled(6) then 0
            else ceil(
                1000 * (0.2 + uniform(payment, 'part'))
                * case when method = 'voucher' then 1 else 1.7 end
            )
        end::bigint as weight
    from zeros

),

lines as (

    select
        *,
        sum(weight) over (partition by order_key order by sequential)
            as weight_to,
        sum(weight) over (partition by order_key) as weight_in_all
    from weighted

),

valued as (

    select
        order_key,
        sequential,
        method,
        payment,
        case
            when method = 'not_defined' then 0
            else
                amount_cents * weight_to // weight_in_all
                - amount_cents * (weight_to - weight) // weight_in_all
        end::bigint as value_cents,
        row_number() over (
            order by
                method = 'credit_card' desc,
                uniform(payment, 'no instalments'),
                payment
        ) as no_instalments_rank
    from lines

),

ranges as (

    select
        value_below,
        instalments,
        (
            sum(payments) over (partition by value_below order by instalments)
            - payments
        ) / (sum(payments) over (partition by value_below))::double as share_from
    from parameters.instalments

),

steps as (

    select
        value_below,
        coalesce(lag(value_below) over (order by value_below), 0) * 100
            as value_cents_from
    from parameters.instalments
    group by value_below

),

drawn as (

    select
        valued.*,
        steps.value_below,
        uniform(valued.payment, 'instalments') as share
    from valued
    asof inner join steps on valued.value_cents >= steps.value_cents_from

)

select
    drawn.order_key,
    drawn.sequential,
    drawn.method,
    case
        when drawn.method != 'credit_card' then 1
        when drawn.no_instalments_rank <= scaled(2) then 0
        else ranges.instalments
    end as instalments,
    drawn.value_cents
from drawn
asof inner join ranges
    on
        drawn.value_below = ranges.value_below
        and drawn.share >= ranges.share_from
