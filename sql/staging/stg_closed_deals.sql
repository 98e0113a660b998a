with

source as (
    select * from raw.closed_deals
),

renamed as (
    select
        mql_id as lead_id,
        seller_id,
        sdr_id,
        sr_id,

        business_segment,
        business_type,
        lead_type,
        lead_behaviour_profile,
        average_stock,

        cast(declared_product_catalog_size as double) as declared_products_count,
        cast(declared_monthly_revenue as decimal(18, 2)) as declared_monthly_revenue,

        cast(has_company as boolean) as has_company,
        cast(has_gtin as boolean) as has_gtin,

        cast(won_date as timestamp) as won_at
    from source
)

select * from renamed
