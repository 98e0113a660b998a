with

months as (
    select * from marts.mart_geographic_analysis
),

customers as (
    select * from core.dim_customer
),

sellers as (
    select * from core.dim_seller
),

sales as (
    select * from intermediate.int_sales_analysis
),

as_of as (
    select * from intermediate.int_as_of
),

states as (
    select * from seeds.brazil_states
),

bought as (
    select
        months.state,
        sum(months.orders_count) as orders_count,
        sum(months.new_customers_count) as new_customers_count,
        sum(months.gmv) as gmv,
        sum(months.freight) as freight,
        sum(months.revenue) as revenue,
        sum(months.sold_gmv) as sold_gmv,
        coalesce(sum(months.gmv) filter (
            where months.month between as_of.recent_from_month and as_of.last_complete_month
        ), 0) as recent_gmv,
        coalesce(sum(months.gmv) filter (
            where months.month >= as_of.before_from_month and months.month < as_of.recent_from_month
        ), 0) as before_gmv,
        coalesce(sum(months.gmv) filter (
            where months.month between as_of.recent_from_month - interval 12 month
                and as_of.last_complete_month - interval 12 month
        ), 0) as year_before_gmv
    from months
    cross join as_of
    group by months.state
),

residents as (
    select
        state,
        count(*) as customers_count,
        count(*) filter (where orders_count > 1) as repeat_customers_count
    from customers
    where is_current
    group by state
),

shops as (
    select
        state,
        count(*) as sellers_count
    from sellers
    where is_current
    group by state
),

supplies as (
    select
        state,
        count(*) as items_count,
        count(*) filter (where seller_state = state) as local_items_count
    from sales
    group by state
),

final as (
    select
        states.state,
        states.name,
        states.region,
        states.population_2010,
        cast(coalesce(bought.orders_count, 0) as integer) as orders_count,
        cast(coalesce(residents.customers_count, 0) as integer) as customers_count,
        cast(coalesce(bought.new_customers_count, 0) as integer) as new_customers_count,
        cast(coalesce(residents.repeat_customers_count, 0) as integer) as repeat_customers_count,
        cast(coalesce(shops.sellers_count, 0) as integer) as sellers_count,
        cast(coalesce(supplies.items_count, 0) as integer) as items_count,
        cast(coalesce(supplies.local_items_count, 0) as integer) as local_items_count,
        cast(coalesce(bought.gmv, 0) as decimal(18, 2)) as gmv,
        cast(coalesce(bought.freight, 0) as decimal(18, 2)) as freight,
        cast(coalesce(bought.revenue, 0) as decimal(18, 2)) as revenue,
        cast(coalesce(bought.sold_gmv, 0) as decimal(18, 2)) as sold_gmv,
        safe_divide(1000 * coalesce(bought.orders_count, 0), states.population_2010) as orders_per_1000_inhabitants,
        safe_divide(100000 * coalesce(shops.sellers_count, 0), states.population_2010) as sellers_per_100000_inhabitants,
        growth(bought.recent_gmv, bought.before_gmv) as gmv_growth,
        growth(bought.recent_gmv, bought.year_before_gmv) as gmv_growth_year
    from states
    left join bought
        on states.state = bought.state
    left join residents
        on states.state = residents.state
    left join shops
        on states.state = shops.state
    left join supplies
        on states.state = supplies.state
    where exists (select * from months)
)

select * from final
