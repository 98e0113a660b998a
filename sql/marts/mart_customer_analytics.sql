with

customers as (
    select * from intermediate.int_customer_360
),

totals as (
    select
        recency_score,
        frequency_score,
        monetary_score,
        rfm_name,
        segment,
        state,
        region,
        cast(count(*) as integer) as customers_count,
        cast(count(*) filter (where orders_count > 1) as integer) as repeat_customers_count,
        cast(sum(orders_count) as integer) as orders_count,
        cast(sum(gmv) as decimal(18, 2)) as gmv,
        cast(sum(revenue) as decimal(18, 2)) as revenue,
        cast(sum(recency_days) as integer) as recency_days_sum
    from customers
    group by recency_score, frequency_score, monetary_score, rfm_name, segment, state, region
)

select * from totals
