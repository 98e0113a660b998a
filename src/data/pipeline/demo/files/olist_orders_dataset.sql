select
    identifier(order_key, 'order') as order_id,
    identifier(order_key, 'customer') as customer_id,
    status as order_status,
    purchased_at as order_purchase_timestamp,
    approved_at as order_approved_at,
    carrier_at as order_delivered_carrier_date,
    delivered_at as order_delivered_customer_date,
    estimated_date::timestamp as order_estimated_delivery_date
from progress
order by order_key
