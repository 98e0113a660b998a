-- description: Every product and every seller with a sale is a member of mart_concentration, once in all and once among its kind.
with

members as (
    select 'product' as subject, count(distinct product_id) as members_count
    from core.dim_product
    where product_key in (select product_key from core.fact_order_items)
    union all
    select 'seller', count(distinct seller_id)
    from core.dim_seller
    where seller_key in (select seller_key from core.fact_order_items)
),

expected as (
    select
        members.subject,
        kinds.scope_kind,
        members.members_count
    from members
    inner join (
        values ('product', 'all'), ('product', 'category'), ('seller', 'all'), ('seller', 'region'), ('seller', 'state')
    ) as kinds(subject, scope_kind)
        on members.subject = kinds.subject
),

-- A scope without any revenue has no curve.
actual as (
    select
        subject,
        scope_kind,
        sum(members_count) as members_count
    from marts.mart_concentration
    where top_percent = 100
    group by subject, scope_kind
)

select
    expected.*,
    actual.members_count as members_found_count
from expected
left join actual
    on expected.subject = actual.subject
    and expected.scope_kind = actual.scope_kind
where expected.members_count > 0
    and (actual.members_count is null or actual.members_count > expected.members_count)
    or expected.scope_kind = 'all' and actual.members_count <> expected.members_count
