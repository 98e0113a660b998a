with

source as (
    select * from raw.customers
),

renamed as (
    select
        customer_id,
        customer_unique_id,

        lpad(customer_zip_code_prefix, 5, '0') as zip_prefix,
        fold_text(customer_city) as city,
        customer_state as state
    from source
)

select * from renamed
