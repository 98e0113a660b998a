-- How many orders lead with each product: one each, then the category's repeat
-- orders by a power law of the product's rank.
create table product_demand as

with ranked as (

    select
        product_sellers.product,
        product_sellers.category_key,
        (
            row_number() over (
                partition by product_sellers.category_key
                order by
                    -ln(1 - uniform(product, 'rank')) / sellers.appeal,
                    product
            ) - 0.5
        ) / category_products.products as rank,
        category_products.repeat_orders
    from product_sellers
    inner join sellers on product_sellers.seller = sellers.seller
    inner join category_products
        on product_sellers.category_key = category_products.category_key

),

weighted as (

    select
        *,
        round(1000000 * greatest(
            0.0001, (rank + 0.0004) ** -0.75 - 0.45 ** -0.75
        ))::bigint as weight
    from ranked

),

shares as (

    select
        product,
        category_key,
        repeat_orders,
        weight,
        sum(weight) over (partition by category_key order by rank)
            as weight_to,
        sum(weight) over (partition by category_key) as weight_in_all
    from weighted

)

select
    product,
    1
    + (repeat_orders * weight_to // weight_in_all)::bigint
    - (repeat_orders * (weight_to - weight) // weight_in_all)::bigint as orders
from shares
