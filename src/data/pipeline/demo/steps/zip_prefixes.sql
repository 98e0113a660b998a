-- A zip prefix lies in the listed city whose range it falls into, some distance
-- from its centre; its weight is its share of the state's customers.
create table zip_prefixes as

with states as (

    select
        state,
        zip_from::bigint as zip_from,
        zip_to::bigint - zip_from::bigint as zip_span,
        ceil(
            1.01 * zip_prefixes * least(1, sqrt(getvariable('scale')))
        )::bigint
            as prefixes
    from parameters.states

),

numbers as (

    select
        state,
        unnest(range(prefixes)) as n,
        zip_from,
        zip_span,
        prefixes
    from states

),

prefixes as (

    select
        state,
        zip_from + n * zip_span // prefixes as prefix
    from numbers

),

placed as (

    select
        prefixes.prefix,
        prefixes.state,
        cities.city,
        cities.customers,
        cities.latitude
        + 0.05 * (
            uniform(prefix, 'north') + uniform(prefix, 'north again') - 1
        ) as latitude,
        cities.longitude
        + 0.05 * (
            uniform(prefix, 'east') + uniform(prefix, 'east again') - 1
        ) as longitude,
        ceil(1000 * exp(0.75 * normal(prefix, 'prefix size')))::bigint as size
    from prefixes
    asof inner join parameters.cities as cities
        on
            prefixes.state = cities.state
            and prefixes.prefix >= cities.zip_from::bigint

),

weighted as (

    select
        *,
        1 + customers * 1000000 * size
        // sum(size) over (partition by state, city) as weight
    from placed

)

select
    prefix,
    lpad(prefix::varchar, 5, '0') as zip_prefix,
    state,
    city,
    latitude,
    longitude,
    weight::bigint as weight,
    (sum(weight) over (order by prefix) - weight)::bigint as weight_from,
    (sum(weight) over (partition by state order by prefix) - weight)::bigint
        as state_weight_from,
    size > 370 or uniform(prefix, 'is located') > 0.12 as is_located
from weighted
order by prefix
