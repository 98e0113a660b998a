with

persons as (
    select * from intermediate.int_persons
),

customers as (
    select * from core.dim_customer
),

as_of as (
    select * from intermediate.int_as_of
),

joined as (
    select
        customers.person_key,
        customers.customer_key,
        customers.state,
        customers.region,
        customers.segment,
        persons.first_order_at,
        persons.last_order_at,
        cast(date_diff('day', cast(persons.last_order_at as date), as_of.as_of_date) as integer) as recency_days,
        persons.orders_count,
        persons.items_count,
        persons.price,
        persons.freight,
        cast(persons.price + persons.freight as decimal(18, 2)) as gmv,
        persons.revenue,
        persons.payment_value,
        persons.canceled_count,
        persons.delivered_count,
        persons.late_count,
        safe_divide(persons.late_count, persons.delivered_count) as late_share,
        persons.mean_review_score,
        persons.preferred_payment_method,
        persons.preferred_category_key
    from customers
    inner join persons
        on customers.person_key = persons.person_key
    cross join as_of
    where customers.is_current
),

ranked as (
    select
        *,
        percent_rank() over (order by recency_days desc) as recency_rank,
        percent_rank() over (order by orders_count) as frequency_rank,
        percent_rank() over (order by gmv) as monetary_rank
    from joined
),

scored as (
    select
        * exclude (recency_rank, frequency_rank, monetary_rank),
        quintile(recency_rank) as recency_score,
        quintile(frequency_rank) as frequency_score,
        quintile(monetary_rank) as monetary_score,
        rfm_name(quintile(recency_rank), quintile(frequency_rank), quintile(monetary_rank)) as rfm_name
    from ranked
)

select * from scored
