-- title: How many sellers are active, and at what rate do they leave?
-- tier: 2
-- page: /sellers
with

months as (
    select period_start as month
    from mart_executive
    where period_grain = 'month' and is_complete
),

activity as (
    select distinct
        dim_seller.current_seller_key as seller_key,
        dim_date.month
    from fact_order_items
    inner join dim_seller
        on fact_order_items.seller_key = dim_seller.seller_key
    inner join dim_date
        on fact_order_items.purchase_date_key = dim_date.date_key
),

active as (
    select
        month,
        cast(count(*) as integer) as active_sellers_count
    from activity
    group by month
),

around as (
    select
        months.month,
        activity.seller_key,
        bool_or(activity.month < months.month) as was_active,
        bool_or(activity.month >= months.month) as is_active
    from months
    inner join activity
        on activity.month between months.month - interval 3 month and months.month + interval 2 month
    where months.month - interval 3 month >= (select min(month) from months)
        and months.month + interval 2 month <= (select max(month) from months)
    group by months.month, activity.seller_key
),

churn as (
    select
        month,
        cast(count(*) as integer) as former_sellers_count,
        count(*) filter (where not is_active) / count(*) as seller_churn
    from around
    where was_active
    group by month
),

final as (
    select
        active.month,
        active.active_sellers_count,
        churn.former_sellers_count,
        churn.seller_churn
    from active
    left join churn
        on active.month = churn.month
)

select * from final order by month
