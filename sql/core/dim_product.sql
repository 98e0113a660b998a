with

products as (
    select * from staging.stg_products
),

categories as (
    select * from core.dim_category
),

described as (
    select
        cast(row_number() over (order by products.product_id) as integer) as product_key,
        products.product_id,
        coalesce(categories.category_key, 0) as category_key,
        coalesce(categories.category, 'unknown') as category,
        products.name_length,
        products.description_length,
        products.photos_count,
        products.weight_g,
        products.length_cm,
        products.height_cm,
        products.width_cm,
        products.length_cm * products.height_cm * products.width_cm as volume_cm3
    from products
    left join categories
        on products.category_name = categories.category_name_source
)

select * from described
