-- description: mart_lead_funnel holds every lead and every deal once, and the revenue of the sellers that came of them to the cent.
with

expected as (
    select
        (select count(*) from staging.stg_marketing_qualified_leads) as leads_count,
        (select count(*) from staging.stg_closed_deals) as won_count,
        coalesce(sum(scorecard.revenue), 0) as revenue
    from staging.stg_closed_deals as deals
    inner join core.dim_seller as sellers
        on deals.seller_id = sellers.seller_id
        and sellers.is_current
    inner join marts.mart_seller_scorecard as scorecard
        on sellers.seller_key = scorecard.seller_key
),

actual as (
    select
        coalesce(sum(leads_count), 0) as leads_count,
        coalesce(sum(won_count), 0) as won_count,
        coalesce(sum(revenue), 0) as revenue
    from marts.mart_lead_funnel
)

select * from expected
except
select * from actual
