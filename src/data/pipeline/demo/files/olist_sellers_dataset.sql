with ranked as (

    select
        sellers.seller,
        zip_prefixes.zip_prefix,
        zip_prefixes.state,
        strip_accents(zip_prefixes.city) as city,
        row_number() over (
            order by uniform(sellers.seller, 'untidy city'), sellers.seller
        ) as untidy_rank
    from sellers
    inner join zip_prefixes on sellers.prefix = zip_prefixes.prefix

)

select
    identifier(seller, 'seller') as seller_id,
    zip_prefix as seller_zip_code_prefix,
    case
        when untidy_rank > scaled(26) then city
        when untidy_rank % 4 = 1 then city || ' - ' || lower(state)
        when untidy_rank % 4 = 2 then city || '/' || lower(state)
        when untidy_rank % 4 = 3 then city || ' / ' || city
        else city || ', brasil'
    end as seller_city,
    state as seller_state
from ranked
order by seller_id
