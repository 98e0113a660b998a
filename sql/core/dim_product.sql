with

products as (
    select * from snapshots.snap_products
),

categories as (
    select * from core.dim_category
),

described as (
    select
        products.product_key,
        max(products.product_key) over (partition by products.product_id) as current_product_key,
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
        products.length_cm * products.height_cm * products.width_cm as volume_cm3,
        products.valid_from,
        products.valid_to,
        products.is_current
    from products
    left join categories
        on products.category_name = categories.category_name_source
)

select * from described
