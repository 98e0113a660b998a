-- description: Every product of the input has one current version in dim_product, and it is as the input says.
select
    source.product_id
from staging.stg_products as source
left join core.dim_product as versions
    on source.product_id = versions.product_id
    and versions.is_current
    and source.weight_g is not distinct from versions.weight_g
    and source.photos_count is not distinct from versions.photos_count
left join core.dim_category as categories
    on source.category_name = categories.category_name_source
where versions.product_key is null
    or versions.category_key <> coalesce(categories.category_key, 0)
