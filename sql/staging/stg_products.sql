with

source as (
    select * from raw.products
),

renamed as (
    select
        product_id,

        product_category_name as category_name,

        cast(product_name_lenght as integer) as name_length,
        cast(product_description_lenght as integer) as description_length,
        cast(product_photos_qty as integer) as photos_count,
        cast(product_weight_g as integer) as weight_g,
        cast(product_length_cm as integer) as length_cm,
        cast(product_height_cm as integer) as height_cm,
        cast(product_width_cm as integer) as width_cm,

        product_category_name is null as is_uncategorized,
        coalesce(cast(product_weight_g as integer) <= 0, false) as is_weightless
    from source
)

select * from renamed
