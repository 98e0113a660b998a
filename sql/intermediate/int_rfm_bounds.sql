with

persons as (
    select * from intermediate.int_persons
),

as_of as (
    select * from intermediate.int_as_of
),

measured as (
    select
        cast(date_diff('day', cast(persons.last_order_at as date), as_of.as_of_date) as integer) as recency_days,
        persons.orders_count,
        cast(persons.price + persons.freight as decimal(18, 2)) as gmv
    from persons
    cross join as_of
),

-- Persons of equal value share a rank, so that each value is ranked once for all of them.
recency_scores as (
    select
        recency_days,
        quintile(share_before(sum(count(*)) over (order by recency_days desc), count(*), sum(count(*)) over ())) as score
    from measured
    group by recency_days
),

frequency_scores as (
    select
        orders_count,
        quintile(share_before(sum(count(*)) over (order by orders_count), count(*), sum(count(*)) over ())) as score
    from measured
    group by orders_count
),

monetary_scores as (
    select
        gmv,
        quintile(share_before(sum(count(*)) over (order by gmv), count(*), sum(count(*)) over ())) as score
    from measured
    group by gmv
),

scores as (
    select unnest([2, 3, 4, 5]) as score
),

bounds as (
    select
        scores.score,
        (select max(recency_days) from recency_scores where recency_scores.score >= scores.score) as max_recency_days,
        (select min(orders_count) from frequency_scores where frequency_scores.score >= scores.score) as min_orders_count,
        (select min(gmv) from monetary_scores where monetary_scores.score >= scores.score) as min_gmv
    from scores
),

reached as (
    select * from bounds
    where coalesce(max_recency_days, min_orders_count, min_gmv) is not null
)

select * from reached
