with

order_items as (
    select * from staging.stg_order_items
),

totals as (
    select
        order_id,
        cast(count(*) as integer) as items_count,
        cast(count(distinct product_id) as integer) as products_count,
        cast(count(distinct seller_id) as integer) as sellers_count,
        cast(sum(price) as decimal(18, 2)) as price,
        cast(sum(freight) as decimal(18, 2)) as freight
    from order_items
    group by order_id
)

select * from totals
