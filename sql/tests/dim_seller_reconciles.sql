-- description: Every seller of the input has one current version in dim_seller, and it is as the input says.
select
    source.seller_id
from staging.stg_sellers as source
left join core.dim_seller as versions
    on source.seller_id = versions.seller_id
    and versions.is_current
    and source.zip_prefix is not distinct from versions.zip_prefix
    and source.state is not distinct from versions.state
where versions.seller_key is null
