-- Products with their category and seller. The first product of each seller
-- sets the seller's trade; later ones go to sellers of that trade by size.
create table product_sellers as

with numbered as (

    select
        category_key,
        unnest(range(products)) as n
    from category_products

),

products as (

    select
        category_key,
        row_number() over (
            order by
                uniform(category_key * 1000000 + n, 'product'),
                category_key,
                n
        ) as product
    from numbered

),

trades as (

    select
        sellers.seller,
        products.category_key,
        (sum(weight) over (partition by category_key order by seller) - weight)
        ::bigint as weight_from,
        (sum(weight) over (partition by category_key))::bigint as weight_in_all
    from sellers
    inner join products on sellers.seller = products.product

),

everyone as (

    select
        seller,
        (sum(weight) over (order by seller) - weight)::bigint as weight_from,
        (sum(weight) over ())::bigint as weight_in_all
    from sellers

),

category_weights as (

    select
        category_key,
        max(weight_in_all) as weight_in_all
    from trades
    group by category_key

),

drawn as (

    select
        products.product,
        products.category_key,
        category_weights.category_key is not null
        and uniform(product, 'own trade') < 0.85 as is_own_trade,
        (uniform(product, 'seller') * category_weights.weight_in_all)::bigint
            as trade_weight,
        (
            uniform(product, 'seller')
            * (select max(weight_in_all) from everyone)
        )::bigint as weight
    from products
    left join category_weights
        on products.category_key = category_weights.category_key

)

select
    drawn.product,
    drawn.category_key,
    case
        when drawn.product <= scaled(3095) then drawn.product
        when drawn.is_own_trade then trades.seller
        else everyone.seller
    end as seller,
    everyone.seller as other_seller
from drawn
asof left join trades
    on
        drawn.category_key = trades.category_key
        and drawn.trade_weight >= trades.weight_from
asof left join everyone on drawn.weight >= everyone.weight_from
