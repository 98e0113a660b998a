-- Buyers with their number of orders, home and place on the calendar's line.
create table persons as

with totals as (

    select
        (select max(weight_to) from calendar) as line,
        (select max(weight_from + weight) from zip_prefixes) as customers

),

persons as (

    select
        unnest(range(1, scaled(96096) + 1)) as person,
        scaled(96096) as persons

),

ranked as (

    select
        person,
        (line * ((person - 1 + uniform(person, 'first order')) / persons))
        ::bigint as position,
        row_number() over (order by uniform(person, 'group'), person) as rank,
        (customers * uniform(person, 'home'))::bigint as home
    from persons
    cross join totals

),

sized as (

    select
        ranked.*,
        group_ranks.size as orders_count
    from ranked
    asof inner join group_ranks
        on
            ranked.rank >= group_ranks.rank_from
            and group_ranks.kind = 'person_orders'

)

select
    sized.person,
    case
        when sized.orders_count = 1 then sized.position
        else sized.position * 9 // 10
    end as position,
    sized.orders_count,
    zip_prefixes.prefix,
    zip_prefixes.state,
    sized.orders_count > 1 and sized.rank <= scaled(250) as is_mover
from sized
asof inner join zip_prefixes on sized.home >= zip_prefixes.weight_from
