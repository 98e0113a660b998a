-- The leading product of each order. Each product is sold at points of its own
-- stretch of time; the points in order meet the orders in order.
create table sales as

with stretches as (

    select
        product_sellers.product,
        product_sellers.seller,
        product_sellers.other_seller,
        product_demand.orders,
        sellers.active_to - sellers.active_from as seller_span,
        sellers.active_from
        + 0.55 * uniform(product, 'launch') * seller_span as sold_from,
        sold_from
        + (sellers.active_to - sold_from)
        * (0.35 + 0.65 * uniform(product, 'withdrawal')) as sold_to
    from product_sellers
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
        sold_from + (sold_to - sold_from) * uniform(sale, 'point') as point,
        case
            when
                uniform(product, 'second seller') < 0.09
                and uniform(sale, 'second seller') < 0.3
                then other_seller
            else seller
        end as seller
    from numbers

),

slots as (

    select
        order_key,
        row_number() over (order by order_key) as slot
    from statuses
    where has_items

),

ranked as (

    select
        *,
        row_number() over (order by point, sale) as slot
    from points

)

select
    slots.order_key,
    slots.slot,
    ranked.product,
    ranked.seller
from slots
inner join ranked on slots.slot = ranked.slot
