with

sellers as (
    select * from snapshots.snap_sellers
),

sales as (
    select * from intermediate.int_seller_sales
),

geographies as (
    select * from core.dim_geography
),

states as (
    select * from seeds.brazil_states
),

deals as (
    select * from staging.stg_closed_deals
),

leads as (
    select * from staging.stg_marketing_qualified_leads
),

origins as (
    select
        deals.seller_id,
        min_by(nullif(leads.lead_origin, 'unknown'), deals.won_at) as lead_origin
    from deals
    inner join leads
        on deals.lead_id = leads.lead_id
    group by deals.seller_id
),

described as (
    select
        sellers.seller_key,
        max(sellers.seller_key) over (partition by sellers.seller_id) as current_seller_key,
        sellers.seller_id,
        sellers.zip_prefix,
        coalesce(sellers.city, geographies.city) as city,
        sellers.state,
        states.region,
        geographies.geography_key,
        origins.lead_origin,
        sales.first_sale_at,
        sales.last_sale_at,
        sellers.valid_from,
        sellers.valid_to,
        sellers.is_current
    from sellers
    left join sales
        on sellers.seller_id = sales.seller_id
    left join origins
        on sellers.seller_id = origins.seller_id
    left join geographies
        on sellers.zip_prefix = geographies.zip_prefix
    left join states
        on sellers.state = states.state
)

select * from described
