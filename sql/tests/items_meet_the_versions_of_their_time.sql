-- description: An item stands on the versions of its product and its seller that were valid when it was ordered.
select
    order_items.order_item_key,
    orders.purchased_at,
    products.product_key,
    sellers.seller_key
from core.fact_order_items as order_items
inner join core.fact_orders as orders
    on order_items.order_key = orders.order_key
inner join core.dim_product as products
    on order_items.product_key = products.product_key
inner join core.dim_seller as sellers
    on order_items.seller_key = sellers.seller_key
where orders.purchased_at < products.valid_from
    or orders.purchased_at >= products.valid_to
    or orders.purchased_at < sellers.valid_from
    or orders.purchased_at >= sellers.valid_to
