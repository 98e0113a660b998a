-- description: Each version of a product ends where the next begins; none overlap, none leave a gap, and the last is the current one.
with

versions as (
    select
        product_key,
        product_id,
        current_product_key,
        valid_from,
        valid_to,
        is_current,
        lead(valid_from) over (partition by product_id order by valid_from) as next_valid_from,
        max(product_key) over (partition by product_id) as last_product_key
    from core.dim_product
)

select *
from versions
where valid_to is distinct from next_valid_from
    or is_current <> (product_key = last_product_key)
    or current_product_key <> last_product_key
