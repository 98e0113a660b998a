select
    identifier(purchases.order_key, 'customer') as customer_id,
    identifier(purchases.person, 'person') as customer_unique_id,
    zip_prefixes.zip_prefix as customer_zip_code_prefix,
    strip_accents(zip_prefixes.city) as customer_city,
    zip_prefixes.state as customer_state
from purchases
inner join homes on purchases.order_key = homes.order_key
inner join zip_prefixes on homes.prefix = zip_prefixes.prefix
order by customer_id
