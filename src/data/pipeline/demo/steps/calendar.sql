-- Each day's share of the orders as a range [weight_from, weight_to) of one
-- long line, on which the orders are placed.
create table calendar as

with days as (

    select
        months.orders,
        unnest(range(first_day, last_day + interval 1 day, interval 1 day))::date
            as day,
        month
    from parameters.months as months

),

weighted as (

    select
        days.day,
        days.month,
        days.orders,
        weekdays.factor * coalesce(special_days.factor, 100) as factor
    from days
    inner join parameters.weekdays as weekdays
        on isodow(days.day) = weekdays.weekday
    left join parameters.special_days as special_days
        on days.day = special_days.day

),

shares as (

    select
        day,
        month,
        orders * 1000 * factor // sum(factor) over (partition by month) as weight
    from weighted

),

lines as (

    select
        day,
        month,
        (sum(weight) over (order by day))::bigint as weight_to,
        weight::bigint as weight
    from shares

)

select
    day,
    month,
    weight_to - weight as weight_from,
    weight_to
from lines
where weight > 0
order by day
