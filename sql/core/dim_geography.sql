with

geolocation_names as (
    select * from intermediate.int_geolocation_names
),

located as (
    select * from intermediate.int_geolocation_points
),

customers as (
    select * from staging.stg_customers
),

sellers as (
    select * from snapshots.snap_sellers
),

states as (
    select * from seeds.brazil_states
),

-- Which file names a prefix's place: the geolocation file before the addresses.
named as (
    select zip_prefix, city, state, 1 as source_rank, points_count
    from geolocation_names
    union all
    select zip_prefix, city, state, 2, count(*)
    from customers
    group by all
    union all
    select zip_prefix, city, state, 3, count(*)
    from sellers
    group by all
),

ranked as (
    select
        zip_prefix,
        city,
        state,
        row_number() over (
            partition by zip_prefix
            order by city is null, source_rank, points_count desc, city, state
        ) as name_rank
    from named
),

prefixes as (
    select
        ranked.zip_prefix,
        ranked.city,
        ranked.state,
        states.region,
        located.latitude,
        located.longitude,
        coalesce(ranked.city = fold_text(states.capital), false) as is_capital
    from ranked
    left join located
        on ranked.zip_prefix = located.zip_prefix
    left join states
        on ranked.state = states.state
    where ranked.name_rank = 1
),

capitals as (
    select
        state,
        avg(cast(latitude as decimal(12, 9))) as latitude,
        avg(cast(longitude as decimal(12, 9))) as longitude
    from prefixes
    where is_capital
    group by state
),

placed as (
    select
        cast(row_number() over (order by prefixes.zip_prefix) as integer) as geography_key,
        prefixes.zip_prefix,
        prefixes.city,
        prefixes.state,
        prefixes.region,
        prefixes.latitude,
        prefixes.longitude,
        case
            when prefixes.is_capital then 'capital'
            when haversine_km(
                prefixes.latitude, prefixes.longitude, capitals.latitude, capitals.longitude
            ) <= 50 then 'metropolitan'
            else 'interior'
        end as place_type
    from prefixes
    left join capitals
        on prefixes.state = capitals.state
)

select * from placed
