-- Orders with their time. Nearly a third of repeat orders follow within a
-- minute (one basket, split), the others after an exponential pause.
create table purchases as

with numbers as (

    select
        person,
        position,
        orders_count,
        unnest(range(orders_count)) as n,
        (select max(weight_to) from calendar) as line
    from persons

),

pauses as (

    select
        *,
        person * 32 + n as purchase,
        case
            when n = 0 or uniform(person * 32 + n, 'same visit') < 0.3 then 0
            else ceil(
                -0.3 * line * ln(1 - uniform(person * 32 + n, 'pause'))
            )
        end::bigint as pause
    from numbers

),

elapsed as (

    select
        *,
        (sum(pause) over (partition by person order by n))::bigint as elapsed,
        (sum(pause) over (partition by person))::bigint as elapsed_in_all,
        (max(case when n = 0 or pause > 0 then n end)
            over (partition by person order by n))::bigint as visit_n
    from pauses

),

placed as (

    select
        person,
        n,
        visit_n,
        purchase,
        person * 32 + visit_n as visit,
        position + case
            when position + elapsed_in_all < line then elapsed
            else
                elapsed
                * (uniform(person, 'last order') * (line - 1 - position))::bigint
                // elapsed_in_all
        end as position
    from elapsed

),

dated as (

    select
        placed.*,
        calendar.day,
        calendar.month,
        uniform(visit, 'hour') as hour_share,
        floor(3540 * uniform(visit, 'second'))
        + (n - visit_n) * floor(1 + 50 * uniform(purchase, 'second order'))
            as second
    from placed
    asof inner join calendar on placed.position >= calendar.weight_from

)

select
    row_number() over (order by day, hour, second, person, n) as order_key,
    person,
    n,
    person * 32 + visit_n as visit,
    day,
    month,
    day + to_seconds((hour * 3600 + second)::bigint) as purchased_at
from dated
asof inner join hours on dated.hour_share >= hours.share_from
order by order_key
