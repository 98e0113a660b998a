select
    identifier(reviews.review, 'review') as review_id,
    identifier(review_orders.order_key, 'order') as order_id,
    reviews.score as review_score,
    reviews.title as review_comment_title,
    reviews.message as review_comment_message,
    reviews.created_date::timestamp as review_creation_date,
    reviews.answered_at as review_answer_timestamp
from review_orders
inner join reviews on review_orders.review = reviews.review
order by review_id, order_id
