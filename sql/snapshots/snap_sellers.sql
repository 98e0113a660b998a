with

sellers as (
    select * from staging.stg_sellers
),

described as (
    select
        seller_id,
        zip_prefix,
        city,
        state
    from sellers
)

select * from described
