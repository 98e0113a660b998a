-- How many products each category has and how many orders lead with one of
-- them: each product one, the rest by the category's share of the items.
create table category_products as

with categories as (

    select
        row_number() over (order by products desc, category) as category_key,
        coalesce(category_english, '') = '' as is_untranslated,
        *
    from parameters.categories

),

kept as (

    select
        *,
        case when is_untranslated then scaled(products) else 0 end as kept,
        case when is_untranslated then 0 else products end as shared,
        greatest(0, items * 876 // 1000 - products) as demand
    from categories

),

bounds as (

    select
        *,
        scaled(32951) - sum(kept) over () as products_left,
        sum(shared) over (order by category_key) as shared_to,
        sum(shared) over () as shared_in_all,
        orders_with_items() - scaled(32951) as orders_left,
        sum(demand) over (order by category_key) as demand_to,
        sum(demand) over () as demand_in_all
    from kept

)

select
    category_key,
    category,
    kept
    + round(products_left * shared_to / shared_in_all)::bigint
    - round(products_left * (shared_to - shared) / shared_in_all)::bigint
        as products,
    round(orders_left * demand_to / demand_in_all)::bigint
    - round(orders_left * (demand_to - demand) / demand_in_all)::bigint
        as repeat_orders,
    mean_price,
    log_price_sd,
    weight_g,
    log_weight_sd,
    length_cm,
    height_cm,
    width_cm,
    photos
from bounds
order by category_key
