with

geolocation as (
    select * from staging.stg_geolocation
),

names as (
    select
        zip_prefix,
        city,
        state,
        cast(count(*) as integer) as points_count
    from geolocation
    group by zip_prefix, city, state
)

select * from names
