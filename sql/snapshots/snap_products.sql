with

products as (
    select * from staging.stg_products
),

described as (
    select
        product_id,
        category_name,
        name_length,
        description_length,
        photos_count,
        weight_g,
        length_cm,
        height_cm,
        width_cm
    from products
)

select * from described
