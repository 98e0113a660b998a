-- description: An order stands on the address period that was valid when it was placed.
-- by: customer_key
select
    orders.order_key,
    orders.purchased_at,
    customers.customer_key,
    customers.valid_from,
    customers.valid_to
from core.fact_orders as orders
inner join core.dim_customer as customers
    on orders.customer_key = customers.customer_key
where orders.purchased_at < customers.valid_from
    or orders.purchased_at > customers.valid_to
