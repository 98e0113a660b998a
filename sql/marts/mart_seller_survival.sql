with

seller_months as (
    select * from marts.mart_seller_sales
),

sellers as (
    select * from core.dim_seller
),

as_of as (
    select * from intermediate.int_as_of
),

cohorts as (
    select
        seller_months.seller_key,
        sellers.region,
        sellers.state,
        min(seller_months.month) as cohort_month
    from seller_months
    inner join sellers
        on seller_months.seller_key = sellers.seller_key
    group by seller_months.seller_key, sellers.region, sellers.state
),

-- Months of life of which all three months are complete.
lives as (
    select
        cohorts.*,
        cast(unnest(range(0, date_diff('month', cohorts.cohort_month, as_of.last_complete_month) - 1)) as integer)
            as months_since
    from cohorts
    cross join as_of
),

survivals as (
    select
        lives.seller_key,
        lives.cohort_month,
        lives.region,
        lives.state,
        lives.months_since,
        count(seller_months.month) > 0 as is_active
    from lives
    left join seller_months
        on lives.seller_key = seller_months.seller_key
        and seller_months.month between lives.cohort_month + to_months(lives.months_since)
        and lives.cohort_month + to_months(lives.months_since + 2)
    group by lives.seller_key, lives.cohort_month, lives.region, lives.state, lives.months_since
),

totals as (
    select
        cohort_month,
        region,
        state,
        months_since,
        cast(count(*) as integer) as sellers_count,
        cast(count(*) filter (where is_active) as integer) as active_sellers_count
    from survivals
    group by cohort_month, region, state, months_since
)

select * from totals
