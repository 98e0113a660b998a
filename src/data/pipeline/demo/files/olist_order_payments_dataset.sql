select
    identifier(order_key, 'order') as order_id,
    sequential as payment_sequential,
    method as payment_type,
    instalments as payment_installments,
    (value_cents / 100)::decimal(10, 2) as payment_value
from payments
order by uniform(order_key, 'payment order'), order_key, sequential
