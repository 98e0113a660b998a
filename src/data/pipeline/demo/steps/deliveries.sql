-- When each order was promised and would arrive, by state and month.
create table deliveries as

with drawn as (

    select
        purchases.order_key,
        purchases.day,
        purchases.purchased_at,
        uniform(purchases.order_key, 'late')
        < least(0.8, 1.02 * states.late_share * months.late_factor) as is_late,
        clamp(round(
            months.promise_factor * (
                states.promised_days
                + states.promised_days_sd * 0.9
                * normal(purchases.order_key, 'promise')
            )
        ), 5, 150)::bigint as promised_days,
        1.055 * months.pace_factor * exp(
            states.log_days
            + states.log_days_sd * normal(purchases.order_key, 'delivery')
        ) as days,
        1 + least(180, round(
            5.7 * exp(0.98 * normal(purchases.order_key, 'lateness'))
        ))::bigint as days_late
    from purchases
    inner join parameters.months as months on purchases.month = months.month
    inner join homes on purchases.order_key = homes.order_key
    inner join zip_prefixes on homes.prefix = zip_prefixes.prefix
    inner join parameters.states as states
        on zip_prefixes.state = states.state

),

arrivals as (

    select
        order_key,
        day,
        purchased_at,
        is_late,
        day + promised_days::integer as estimated_date,
        case
            when is_late then promised_days + days_late
            when days < promised_days + 0.5 then greatest(1, round(days))
            else greatest(
                1,
                round(promised_days * (0.48 + 0.5 * uniform(order_key, 'in time')))
            )
        end::bigint as days
    from drawn

)

select
    order_key,
    purchased_at,
    is_late,
    estimated_date,
    day
    + to_days(days::integer)
    + days(clamp(
        (16.7 + 3.3 * normal(order_key, 'delivery hour')) / 24, 0.35, 0.985
    )) as arrives_at
from arrivals
