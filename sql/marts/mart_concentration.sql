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
ranked as (
    select
        subject,
        scope_kind,
        scope,
        revenue,
        row_number() over by_revenue as place,
        sum(revenue) over (by_revenue rows unbounded preceding) as revenue_so_far
    from members
    window by_revenue as (partition by subject, scope_kind, scope order by revenue desc)
),

ginis as (
    select
        subject,
        scope_kind,
        scope,
        count(*) as members_count,
        sum(revenue) as all_revenue,
        (count(*) + 1 - 2 * safe_divide(sum(place * revenue), sum(revenue))) / count(*) as gini
    from ranked
    group by subject, scope_kind, scope
    having sum(revenue) > 0
),

points as (
    select cast(unnest(list_concat(range(0, 5), range(5, 101, 5))) as integer) as top_percent
),

-- A point between two members takes a part of the second; after the last member it has all.
placed as (
    select
        ginis.*,
        points.top_percent,
        points.top_percent * ginis.members_count / 100 as top_members
    from ginis
    cross join points
),

curve as (
    select
        placed.subject,
        placed.scope_kind,
        placed.scope,
        placed.top_percent,
        cast(placed.members_count as integer) as members_count,
        case
            when ranked.place is null then 1
            else round(safe_divide(
                ranked.revenue_so_far - ranked.revenue * (ranked.place - placed.top_members), placed.all_revenue
            ), 4)
        end as revenue_share,
        round(placed.gini, 4) as gini
    from placed
    left join ranked
        on placed.subject = ranked.subject
        and placed.scope_kind = ranked.scope_kind
        and placed.scope = ranked.scope
        and floor(placed.top_members) + 1 = ranked.place
)

select * from curve
