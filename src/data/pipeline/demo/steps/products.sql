-- Products with price, weight and measures: lognormal around their category's.
create table products as

with drawn as (

    select
        product_sellers.product,
        category_products.*,
        normal(product, 'price') as price_deviation,
        0.5 * price_deviation + 0.87 * normal(product, 'weight')
            as weight_deviation
    from product_sellers
    inner join category_products
        on product_sellers.category_key = category_products.category_key

),

weighed as (

    select
        *,
        clamp(
            weight_g * exp(1.15 * log_weight_sd * weight_deviation), 50, 30000
        )::bigint as exact_weight_g
    from drawn

),

ranked as (

    select
        *,
        row_number() over (
            order by category is null desc, uniform(product, 'no measures')
        ) as no_measures_rank,
        row_number() over (
            order by
                category is distinct from 'cama_mesa_banho',
                uniform(product, 'no weight')
        ) as no_weight_rank
    from weighed

)

select
    product,
    category_key,
    category,
    price_deviation,
    round(
        100 * mean_price
        * exp(log_price_sd * clamp(price_deviation, -3, 3) - log_price_sd ** 2 / 2)
    )::bigint as list_price_cents,
    case
        when no_measures_rank <= scaled(1) then null
        when no_weight_rank <= scaled(1) then null
        when no_weight_rank <= scaled(1) + scaled(4) then 0
        when exact_weight_g < 400 then exact_weight_g
        else round(exact_weight_g, -2)
    end as weight_g,
    case when weight_g is not null then clamp(round(
        length_cm * exp(0.35 * normal(product, 'length') + 0.1 * weight_deviation)
    ), 16, 105)::bigint end as length_cm,
    case when weight_g is not null then clamp(round(
        height_cm * exp(0.6 * normal(product, 'height') + 0.1 * weight_deviation)
    ), 2, 105)::bigint end as height_cm,
    case when weight_g is not null then clamp(round(
        width_cm * exp(0.35 * normal(product, 'width') + 0.1 * weight_deviation)
    ), 11, 105)::bigint end as width_cm,
    case when category is not null then clamp(round(
        61 - least(49, 9.5 * exp(0.85 * normal(product, 'name')))
    ), 5, 76)::bigint end as name_length,
    case when category is not null then clamp(round(
        600 * exp(0.8 * normal(product, 'description'))
    ), 4, 3992)::bigint end as description_length,
    case when category is not null then clamp(floor(
        1 - ln(1 - uniform(product, 'photos')) * (photos - 0.6)
    ), 1, 20)::bigint end as photos
from ranked
