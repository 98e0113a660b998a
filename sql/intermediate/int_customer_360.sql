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

bounds as (
    select
        list(-max_recency_days order by score) as recency,
        list(min_orders_count order by score) as frequency,
        list(min_gmv order by score) as monetary
    from intermediate.int_rfm_bounds
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

scored as (
    select
        joined.*,
        score_of(-joined.recency_days, bounds.recency) as recency_score,
        score_of(joined.orders_count, bounds.frequency) as frequency_score,
        score_of(joined.gmv, bounds.monetary) as monetary_score
    from joined
    cross join bounds
),

named as (
    select
        *,
        rfm_name(recency_score, frequency_score, monetary_score) as rfm_name
    from scored
)

select * from named
