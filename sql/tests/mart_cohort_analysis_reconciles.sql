-- description: Each month of mart_cohort_analysis adds up to that of mart_executive, to the cent and to the row.
with

expected as (
    select
        period_start as month,
        orders_count,
        customers_count,
        new_customers_count,
        gmv,
        revenue
    from marts.mart_executive
    where period_grain = 'month'
),

actual as (
    select
        cast(cohort_month + to_months(months_since) as date) as month,
        sum(orders_count) as orders_count,
        sum(customers_count) as customers_count,
        coalesce(sum(customers_count) filter (where months_since = 0), 0) as new_customers_count,
        sum(gmv) as gmv,
        sum(revenue) as revenue
    from marts.mart_cohort_analysis
    group by month
)

select * from expected
except
select * from actual
