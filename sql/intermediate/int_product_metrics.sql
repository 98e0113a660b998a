with

products as (
    select * from intermediate.int_product_totals
),

sales as (
    select * from intermediate.int_sales_analysis
),

as_of as (
    select * from intermediate.int_as_of
),

recent as (
    select
        sales.product_key,
        max(sales.purchased_at) filter (
            where sales.purchased_at < as_of.last_complete_month + interval 1 month
        ) as last_complete_sale_at,
        cast(count(*) filter (
            where sales.purchased_at >= as_of.as_of_at - interval 180 day
        ) as integer) as recent_items_count
    from sales
    cross join as_of
    group by sales.product_key
),

measured as (
    select
        products.product_key,
        products.first_sale_at,
        products.last_sale_at,
        recent.last_complete_sale_at,
        products.orders_count,
        products.items_count,
        recent.recent_items_count,
        products.price,
        products.freight,
        products.revenue,
        products.canceled_count,
        products.reviewed_count,
        products.review_score_sum
    from products
    inner join recent
        on products.product_key = recent.product_key
)

select * from measured
