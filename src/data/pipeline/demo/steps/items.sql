-- Items with price and freight in cents. Prices meet their category's mean; a
-- product's price moves now and then. Freight grows with distance and weight.
create table items as

with levels as (

    select
        products.category_key,
        sum(products.list_price_cents)::double / count(*) as mean_list_price_cents
    from item_products
    inner join products on item_products.product = products.product
    group by products.category_key

),

routes as (

    select
        item_products.*,
        products.category_key,
        products.list_price_cents,
        coalesce(products.weight_g, 500) / 1000 as weight_kg,
        states.freight_factor,
        6 * item_products.order_key // scaled(99441) as price_period,
        buyer.state = seller_place.state as is_same_state,
        haversine_km(
            buyer.latitude,
            buyer.longitude,
            seller_place.latitude,
            seller_place.longitude
        ) as distance_km
    from item_products
    inner join products on item_products.product = products.product
    inner join homes on item_products.order_key = homes.order_key
    inner join zip_prefixes as buyer on homes.prefix = buyer.prefix
    inner join parameters.states as states on buyer.state = states.state
    inner join sellers on item_products.seller = sellers.seller
    inner join zip_prefixes as seller_place
        on sellers.prefix = seller_place.prefix

),

priced as (

    select
        routes.*,
        routes.product * 8 + price_period as price_key,
        list_price_cents * category_products.mean_price * 100
        / levels.mean_list_price_cents
        * case
            when uniform(price_key, 'price change') < 0.4 then 1
            else 0.9 + 0.2 * uniform(price_key, 'price level')
        end as price_cents,
        case
            when is_same_state then 7.6 + 0.012 * distance_km
            else 12.6 + 0.0052 * distance_km
        end
        * (1 + 0.13 * weight_kg + 0.002 * weight_kg ** 2)
        * exp(0.3 * normal(routes.order_key, 'freight') - 0.045)
        * freight_factor as freight,
        row_number() over (
            order by
                purchases.purchased_at between '2018-04-10' and '2018-05-31' desc,
                uniform(routes.order_key * 32 + item, 'free freight'),
                routes.order_key,
                item
        ) as free_freight_rank
    from routes
    inner join purchases on routes.order_key = purchases.order_key
    inner join levels on routes.category_key = levels.category_key
    inner join category_products
        on routes.category_key = category_products.category_key

)

select
    order_key,
    item,
    product,
    seller,
    price_ending(
        greatest(85, round(price_cents)::bigint), uniform(price_key, 'ending')
    ) as price_cents,
    case
        when free_freight_rank <= scaled(383) then 0
        else clamp(round(100 * freight), 200, 40968)::bigint
    end as freight_cents
from priced
