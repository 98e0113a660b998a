-- The leading product of each order. Each product is sold at points of its own
-- stretch of time; the points in order meet the orders in order, but that among
-- neighbours the dearer products rather go where people spend more.
create table sales as

with stretches as (

    select
        product_sellers.product,
        product_sellers.seller,
        product_sellers.other_seller,
        product_demand.orders,
        products.price_deviation,
        sellers.active_to - sellers.active_from as seller_span,
        sellers.active_from
        + 0.45 * uniform(product, 'launch') * seller_span as sold_from,
        sold_from
        + (sellers.active_to - sold_from)
        * (0.5 + 0.5 * uniform(product, 'withdrawal')) as sold_to
    from product_sellers
    inner join products using (product)
    inner join product_demand using (product)
    inner join sellers on product_sellers.seller = sellers.seller

),

numbers as (

    select
        *,
        product * 100000 + unnest(range(orders)) as sale
    from stretches

),

points as (

    select
        product,
        sale,
        0.5 * price_deviation + 0.87 * normal(sale, 'appeal') as appeal,
        sold_from + (sold_to - sold_from) * uniform(sale, 'point') as point,
        case
            when
                sale % 100000 > 0
                and uniform(product, 'second seller') < 0.16
                and uniform(sale, 'second seller') < 0.3
                then other_seller
            else seller
        end as seller
    from numbers

),

slots as (

    select
        statuses.order_key,
        2.1 * ln(states.basket_factor) + normal(statuses.order_key, 'spending')
            as spending,
        (row_number() over (order by statuses.order_key) - 1) // 40 as block
    from statuses
    inner join homes on statuses.order_key = homes.order_key
    inner join zip_prefixes on homes.prefix = zip_prefixes.prefix
    inner join parameters.states as states
        on zip_prefixes.state = states.state
    where has_items

),

blocks as (

    select
        *,
        (row_number() over (order by point, sale) - 1) // 40 as block
    from points

),

ranked_slots as (

    select
        order_key,
        row_number() over (order by block, spending, order_key) as slot
    from slots

),

ranked_points as (

    select
        product,
        seller,
        row_number() over (order by block, appeal, sale) as slot
    from blocks

)

select
    ranked_slots.order_key,
    ranked_slots.slot,
    ranked_points.product,
    ranked_points.seller
from ranked_slots
inner join ranked_points on ranked_slots.slot = ranked_points.slot
