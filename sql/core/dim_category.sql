with

products as (
    select * from snapshots.snap_products
),

translations as (
    select * from staging.stg_category_translation
),

names as (
    select category_name from products where category_name is not null
    union
    select category_name from translations
),

categories as (
    select
        cast(row_number() over (order by names.category_name) as integer) as category_key,
        names.category_name as category_name_source,
        coalesce(translations.category, names.category_name) as category,
        translations.category is not null as is_translated
    from names
    left join translations
        on names.category_name = translations.category_name
    union all
    select 0, null, 'unknown', false
)

select * from categories
