with

sales as (
    select * from marts.mart_seller_sales
),

sellers as (
    select * from core.dim_seller
),

as_of as (
    select * from intermediate.int_as_of
),

seller_months as (
    select
        seller_key,
        month,
        items_count,
        revenue,
        month = min(month) over (partition by seller_key) as is_new
    from sales
),

-- Each sale counts as activity before the three months after it, and as activity from the three months up to its own on.
windows as (
    select
        seller_key,
        cast(month + to_months(shifts.shift) as date) as month,
        shifts.shift > 0 as is_before
    from seller_months
    cross join (select cast(unnest(range(-2, 4)) as integer) as shift) as shifts
),

seller_churn as (
    select
        seller_key,
        month,
        bool_or(is_before) as is_active_before,
        bool_or(not is_before) as is_active_after
    from windows
    group by seller_key, month
),

churn as (
    select
        sellers.region,
        sellers.state,
        seller_churn.month,
        count(*) as sellers_before_count,
        count(*) filter (where not seller_churn.is_active_after) as lost_sellers_count
    from seller_churn
    inner join sellers
        on seller_churn.seller_key = sellers.seller_key
    where seller_churn.is_active_before
    group by sellers.region, sellers.state, seller_churn.month
),

active as (
    select
        sellers.region,
        sellers.state,
        seller_months.month,
        count(*) as active_sellers_count,
        count(*) filter (where seller_months.is_new) as new_sellers_count,
        sum(seller_months.items_count) as items_count,
        sum(seller_months.revenue) as revenue
    from seller_months
    inner join sellers
        on seller_months.seller_key = sellers.seller_key
    group by sellers.region, sellers.state, seller_months.month
),

-- Who left in a month is known two months later.
known_churn as (
    select churn.*
    from churn
    cross join as_of
    where churn.month <= as_of.last_complete_month - interval 2 month
),

final as (
    select
        cast(coalesce(active.month, known_churn.month) as date) as month,
        coalesce(active.region, known_churn.region) as region,
        coalesce(active.state, known_churn.state) as state,
        cast(coalesce(active.active_sellers_count, 0) as integer) as active_sellers_count,
        cast(coalesce(active.new_sellers_count, 0) as integer) as new_sellers_count,
        cast(coalesce(active.items_count, 0) as integer) as items_count,
        cast(coalesce(active.revenue, 0) as decimal(18, 2)) as revenue,
        cast(coalesce(known_churn.sellers_before_count, 0) as integer) as sellers_before_count,
        cast(coalesce(known_churn.lost_sellers_count, 0) as integer) as lost_sellers_count
    from active
    full outer join known_churn
        on active.month = known_churn.month
        and active.state = known_churn.state
)

select * from final
