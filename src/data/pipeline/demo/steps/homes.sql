-- Where each order goes: a mover's second and later orders go to a new prefix,
-- five times in six in the same state.
create table homes as

with states as (

    select
        state,
        min(weight_from) as weight_from,
        sum(weight)::bigint as weight
    from zip_prefixes
    group by state

),

moves as (

    select
        persons.person,
        case
            when uniform(persons.person, 'stays in state') < 0.84
                then
                    states.weight_from
                    + states.weight * uniform(persons.person, 'new home')
            else
                (select max(weight_from) from zip_prefixes)
                * uniform(persons.person, 'new home')
        end::bigint as home
    from persons
    inner join states on persons.state = states.state
    where persons.is_mover

),

new_homes as (

    select
        moves.person,
        zip_prefixes.prefix
    from moves
    asof inner join zip_prefixes on moves.home >= zip_prefixes.weight_from

)

select
    purchases.order_key,
    coalesce(new_homes.prefix, persons.prefix) as prefix
from purchases
inner join persons on purchases.person = persons.person
left join new_homes
    on purchases.person = new_homes.person and purchases.n > 0
