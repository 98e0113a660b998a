with

source as (
    select * from raw.order_items
),

renamed as (
    select
        order_id,
        product_id,
        seller_id,

        cast(order_item_id as integer) as order_item_number,
        cast(price as decimal(10, 2)) as price,
        cast(freight_value as decimal(10, 2)) as freight,

        cast(shipping_limit_date as timestamp) as shipping_limit_at
    from source
)

select * from renamed
