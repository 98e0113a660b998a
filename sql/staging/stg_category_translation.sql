with

source as (
    select * from raw.category_translation
),

renamed as (
    select
        product_category_name as category_name,
        product_category_name_english as category
    from source
)

select * from renamed
