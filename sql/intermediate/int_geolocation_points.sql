with

geolocation as (
    select * from staging.stg_geolocation
),

means as (
    select
        zip_prefix,
        round(avg(cast(latitude as decimal(12, 9))), 5) as latitude,
        round(avg(cast(longitude as decimal(12, 9))), 5) as longitude
    from geolocation
    where is_in_brazil
    group by zip_prefix
)

select * from means
