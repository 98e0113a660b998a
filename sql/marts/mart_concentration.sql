with

products as (
    select * from marts.mart_product_performance
),

sellers as (
    select * from marts.mart_seller_scorecard
),

members as (
    select 'product' as subject, 'all' as scope_kind, 'all' as scope, revenue from products
    union all
    select 'product', 'category', category, revenue from products
    union all
    select 'seller', 'all', 'all', revenue from sellers
    union all
    select 'seller', 'region', region, revenue from sellers
    union all
    select 'seller', 'state', state, revenue from sellers
),

-- Members of equal revenue bring the same wherever they stand, so their order does not matter.
scopes as (
    select
        subject,
        scope_kind,
        scope,
        count(*) as members_count,
        sum(revenue) as revenue,
        list(revenue order by revenue desc) as revenues
    from members
    group by subject, scope_kind, scope
    having sum(revenue) > 0
),

ginis as (
    select
        scopes.*,
        (
            members_count + 1 - 2 * safe_divide(list_sum(list_transform(revenues, (amount, place) -> amount * place)), revenue)
        ) / members_count as gini
    from scopes
),

points as (
    select cast(unnest(list_concat(range(0, 5), range(5, 101, 5))) as integer) as top_percent
),

-- A point between two members takes a part of the second; after the last member it has all.
placed as (
    select
        ginis.*,
        points.top_percent,
        points.top_percent * ginis.members_count / 100 as top_members,
        points.top_percent * ginis.members_count // 100 as whole_members
    from ginis
    cross join points
),

curve as (
    select
        subject,
        scope_kind,
        scope,
        top_percent,
        cast(members_count as integer) as members_count,
        round(safe_divide(
            coalesce(list_sum(revenues[:whole_members]), 0)
            + coalesce(revenues[whole_members + 1], 0) * (top_members - whole_members),
            revenue
        ), 4) as revenue_share,
        round(gini, 4) as gini
    from placed
)

select * from curve
