with

source as (
    select * from raw.marketing_qualified_leads
),

renamed as (
    select
        mql_id as lead_id,
        landing_page_id,

        coalesce(nullif(trim(origin), ''), 'unknown') as lead_origin,

        cast(first_contact_date as date) as first_contact_date
    from source
)

select * from renamed
