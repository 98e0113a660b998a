with

products as (
    select * from marts.mart_product_performance
),

descriptions as (
    select * from core.dim_product
),

described as (
    select
        products.category,
        case when products.photos_count is not null then least(products.photos_count, 6) end as photos_count,
        weight_band(descriptions.weight_g) as weight_g,
        products.items_count,
        products.price,
        products.freight
    from products
    inner join descriptions
        on products.product_key = descriptions.product_key
),

traits as (
    select category, 'photos' as trait, photos_count as band, items_count, price, freight from described
    union all
    select category, 'weight', weight_g, items_count, price, freight from described
),

totals as (
    select
        category,
        trait,
        cast(band as integer) as band,
        cast(count(*) as integer) as products_count,
        cast(sum(items_count) as integer) as items_count,
        cast(sum(price) as decimal(18, 2)) as price,
        cast(sum(freight) as decimal(18, 2)) as freight
    from traits
    group by category, trait, band
)

select * from totals
