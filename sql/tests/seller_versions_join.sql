-- description: Each version of a seller ends where the next begins; none overlap, none leave a gap, and the last is the current one.
with

versions as (
    select
        seller_key,
        seller_id,
        current_seller_key,
        valid_from,
        valid_to,
        is_current,
        lead(valid_from) over (partition by seller_id order by valid_from) as next_valid_from,
        max(seller_key) over (partition by seller_id) as last_seller_key
    from core.dim_seller
)

select *
from versions
where valid_to is distinct from next_valid_from
    or is_current <> (seller_key = last_seller_key)
    or current_seller_key <> last_seller_key
