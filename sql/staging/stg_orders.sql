with

source as (
    select * from raw.orders
),

renamed as (
    select
        order_id,
        customer_id,

        order_status,

        cast(cast(order_estimated_delivery_date as timestamp) as date) as estimated_date,

        cast(order_purchase_timestamp as timestamp) as purchased_at,
        cast(order_approved_at as timestamp) as approved_at,
        cast(order_delivered_carrier_date as timestamp) as carrier_at,
        cast(order_delivered_customer_date as timestamp) as delivered_at
    from source
)

select * from renamed
