with

source as (
    select * from raw.sellers
),

renamed as (
    select
        seller_id,

        lpad(seller_zip_code_prefix, 5, '0') as zip_prefix,
        clean_city(seller_city) as city,
        seller_state as state
    from source
)

select * from renamed
