with

leads as (
    select * from staging.stg_marketing_qualified_leads
),

deals as (
    select * from staging.stg_closed_deals
),

sellers as (
    select * from core.dim_seller
),

metrics as (
    select * from intermediate.int_seller_metrics
),

totals as (
    select
        month_of(leads.first_contact_date) as month,
        leads.lead_origin,
        cast(count(*) as integer) as leads_count,
        cast(count(deals.lead_id) as integer) as won_count,
        cast(count(metrics.seller_key) as integer) as selling_count,
        cast(sum(case
            when deals.won_at >= leads.first_contact_date then date_diff('day', leads.first_contact_date, cast(deals.won_at as date))
            else 0
        end) as integer) as days_to_win_sum,
        cast(coalesce(sum(metrics.revenue), 0) as decimal(18, 2)) as revenue
    from leads
    left join deals
        on leads.lead_id = deals.lead_id
    left join sellers
        on deals.seller_id = sellers.seller_id
        and sellers.is_current
    left join metrics
        on sellers.seller_key = metrics.seller_key
    group by month, leads.lead_origin
)

select * from totals
