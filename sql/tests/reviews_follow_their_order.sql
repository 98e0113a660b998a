-- description: A review's survey is sent from 30 days before to 365 days after the purchase.
-- by: order_key
-- of: core.fact_reviews
-- error_if: > 2 %
-- reason: 2 of 10,001 surveys of the source were sent long before the purchase or after it; a hundred times as many would be a fault.
select
    reviews.review_key,
    orders.purchased_at,
    reviews.created_date
from core.fact_reviews as reviews
inner join core.fact_orders as orders
    on reviews.order_key = orders.order_key
where date_diff('day', cast(orders.purchased_at as date), reviews.created_date) not between -30 and 365
