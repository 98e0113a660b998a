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

-- Persons of equal value share a rank, so that each value is ranked once for all of them.
recency_scores as (
    select
        recency_days,
        quintile(share_before(sum(count(*)) over (order by recency_days desc), count(*), sum(count(*)) over ())) as score
    from joined
    group by recency_days
),

frequency_scores as (
    select
        orders_count,
        quintile(share_before(sum(count(*)) over (order by orders_count), count(*), sum(count(*)) over ())) as score
    from joined
    group by orders_count
),

monetary_scores as (
    select
        gmv,
        quintile(share_before(sum(count(*)) over (order by gmv), count(*), sum(count(*)) over ())) as score
    from joined
    group by gmv
),

scored as (
    select
        joined.*,
        recency_scores.score as recency_score,
        frequency_scores.score as frequency_score,
        monetary_scores.score as monetary_score,
        rfm_name(recency_scores.score, frequency_scores.score, monetary_scores.score) as rfm_name
    from joined
    inner join recency_scores
        on joined.recency_days = recency_scores.recency_days
    inner join frequency_scores
        on joined.orders_count = frequency_scores.orders_count
    inner join monetary_scores
        on joined.gmv = monetary_scores.gmv
)

select * from scored
