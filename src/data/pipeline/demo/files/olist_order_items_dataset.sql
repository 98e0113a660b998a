select
    identifier(items.order_key, 'order') as order_id,
    items.item as order_item_id,
    identifier(items.product, 'product') as product_id,
    identifier(items.seller, 'seller') as seller_id,
    coalesce(progress.approved_at, progress.purchased_at) + days(
        [2, 3, 4, 4, 4, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 7, 8, 9, 12, 18][
            1 + floor(20 * uniform(items.order_key, 'shipping limit'))::bigint
        ]
    ) as shipping_limit_date,
    (items.price_cents / 100)::decimal(10, 2) as price,
    (items.freight_cents / 100)::decimal(10, 2) as freight_value
from items
inner join progress on items.order_key = progress.order_key
order by order_id, order_item_id
