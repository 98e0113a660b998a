with

orders as (
    select * from core.fact_orders
),

customers as (
    select * from core.dim_customer
),

months as (
    select * from intermediate.int_months
),

person_orders as (
    select
        customers.person_key,
        orders.order_key,
        orders.region,
        orders.is_first_order,
        month_of(customers.first_order_at) as cohort_month,
        month_of(orders.purchased_at) as month,
        orders.price + orders.freight as gmv,
        case when brings_revenue(orders.order_status) then orders.price else 0 end as revenue
    from orders
    inner join customers
        on orders.customer_key = customers.customer_key
),

firsts as (
    select
        person_key,
        region
    from person_orders
    where is_first_order
),

cohorts as (
    select
        person_orders.cohort_month,
        firsts.region,
        count(*) as cohort_customers_count
    from person_orders
    inner join firsts
        on person_orders.person_key = firsts.person_key
    where person_orders.is_first_order
    group by person_orders.cohort_month, firsts.region
),

activity as (
    select
        person_orders.cohort_month,
        firsts.region,
        person_orders.month,
        count(distinct person_orders.person_key) as customers_count,
        count(*) as orders_count,
        sum(person_orders.gmv) as gmv,
        sum(person_orders.revenue) as revenue
    from person_orders
    inner join firsts
        on person_orders.person_key = firsts.person_key
    group by person_orders.cohort_month, firsts.region, person_orders.month
),

final as (
    select
        cohorts.cohort_month,
        cohorts.region,
        cast(date_diff('month', cohorts.cohort_month, months.month) as integer) as months_since,
        cast(cohorts.cohort_customers_count as integer) as cohort_customers_count,
        cast(coalesce(activity.customers_count, 0) as integer) as customers_count,
        cast(coalesce(activity.orders_count, 0) as integer) as orders_count,
        cast(coalesce(activity.gmv, 0) as decimal(18, 2)) as gmv,
        cast(coalesce(activity.revenue, 0) as decimal(18, 2)) as revenue,
        months.is_complete as is_complete_month
    from cohorts
    inner join months
        on cohorts.cohort_month <= months.month
    left join activity
        on cohorts.cohort_month = activity.cohort_month
        and cohorts.region = activity.region
        and months.month = activity.month
)

select * from final
