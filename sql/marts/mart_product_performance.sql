with

products as (
    select * from core.dim_product
),

metrics as (
    select * from intermediate.int_product_metrics
),

as_of as (
    select * from intermediate.int_as_of
),

-- What the products that bring more bring together.
shares as (
    select
        product_key,
        safe_divide(
            sum(revenue) over (order by revenue desc, product_key rows unbounded preceding) - revenue,
            sum(revenue) over ()
        ) as share_before
    from metrics
),

-- The percent rank, which all products of as many sales share, from how many those are.
recent_ranks as (
    select
        recent_items_count,
        safe_divide(
            sum(count(*)) over (order by recent_items_count) - count(*),
            sum(count(*)) over () - 1
        ) as recent_rank
    from metrics
    group by recent_items_count
),

ranked as (
    select
        metrics.*,
        shares.share_before,
        recent_ranks.recent_rank
    from metrics
    inner join shares
        on metrics.product_key = shares.product_key
    inner join recent_ranks
        on metrics.recent_items_count = recent_ranks.recent_items_count
),

classed as (
    select
        ranked.product_key,
        products.category,
        case when ranked.revenue > 0 then abc_class(ranked.share_before) else 'C' end as abc_class,
        case
            when ranked.last_sale_at < as_of.as_of_at - interval 180 day then 'discontinued'
            when ranked.first_sale_at >= as_of.as_of_at - interval 90 day then 'new'
            when ranked.recent_rank >= 0.95 then 'bestseller'
            else 'slow'
        end as lifecycle,
        products.photos_count,
        ranked.items_count,
        ranked.recent_items_count,
        ranked.orders_count,
        ranked.price,
        ranked.freight,
        ranked.revenue,
        round(safe_divide(ranked.price, ranked.items_count), 2) as mean_price,
        round(safe_divide(ranked.freight, ranked.price), 3) as freight_share,
        ranked.canceled_count,
        ranked.reviewed_count,
        ranked.review_score_sum,
        cast(ranked.first_sale_at as date) as first_sale_date,
        cast(ranked.last_sale_at as date) as last_sale_date,
        cast(ranked.last_complete_sale_at as date) as last_complete_sale_date
    from ranked
    inner join products
        on ranked.product_key = products.product_key
    cross join as_of
)

select * from classed
