-- Points around each located zip prefix, a quarter of them repeated, a few far
-- outside Brazil.
create table geolocation_points as

with sizes as (

    select
        prefix,
        zip_prefix,
        state,
        city,
        latitude,
        longitude,
        ceil(
            1000 * sqrt(weight) * exp(0.6 * normal(prefix, 'points'))
        )::bigint as size
    from zip_prefixes
    where is_located

),

lines as (

    select
        *,
        scaled(1000163) - count(*) over () as points_left,
        sum(size) over (order by prefix) as size_to,
        sum(size) over () as size_in_all
    from sizes

),

counts as (

    select
        *,
        (
            1
            + points_left * size_to // size_in_all
            - points_left * (size_to - size) // size_in_all
        )::bigint as points
    from lines

),

numbers as (

    select
        *,
        unnest(range(points)) as n
    from counts

),

places as (

    select
        prefix,
        zip_prefix,
        state,
        city,
        latitude,
        longitude,
        prefix * 1000000 + n as point,
        prefix * 1000000
        + floor(1.6 * points * uniform(prefix * 1000000 + n, 'place'))::bigint
            as place
    from numbers

)

select
    point,
    zip_prefix,
    state,
    case
        when uniform(place, 'spelling') < 0.1 then city
        else strip_accents(city)
    end as city,
    case
        when uniform(point, 'abroad') < 0.00003 then 41.15
        else latitude
    end
    + 0.012 * (uniform(place, 'north') + uniform(place, 'north again') - 1)
        as latitude,
    case
        when uniform(point, 'abroad') < 0.00003 then -8.61
        else longitude
    end
    + 0.012 * (uniform(place, 'east') + uniform(place, 'east again') - 1)
        as longitude
from places
