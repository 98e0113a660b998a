-- Sellers with their home, size and the stretch of the demo's time they sell in.
create table sellers as

with states as (

    select
        states.state,
        (sum(sellers) over (order by sellers desc, states.state) - sellers)
        / (sum(sellers) over ())::double as share_from,
        states.seller_factor,
        prefixes.weight
    from parameters.states as states
    inner join (
        select state, sum(weight)::bigint as weight
        from zip_prefixes
        group by state
    ) as prefixes on states.state = prefixes.state
    where sellers > 0

),

sellers as (

    select
        unnest(range(1, scaled(3095) + 1)) as seller,
        scaled(3095) as sellers

),

ranked as (

    select
        seller,
        (row_number() over (order by uniform(seller, 'state'), seller) - 0.5)
        / sellers as share,
        clamp(normal(seller, 'size'), -3, 2.7) as size
    from sellers

),

placed as (

    select
        ranked.*,
        states.state,
        states.seller_factor,
        (states.weight * uniform(seller, 'home'))::bigint as home,
        greatest(0, 1.08 * uniform(seller, 'start') ** 0.65 - 0.11)
        * (1 - 0.15 * clamp(size, 0, 3)) as active_from
    from ranked
    asof inner join states on ranked.share >= states.share_from

)

select
    placed.seller,
    zip_prefixes.prefix,
    placed.size,
    ceil(1000 * seller_factor * exp(1.45 * placed.size))::bigint as weight,
    seller_factor * exp(0.75 * placed.size + 0.7 * normal(seller, 'appeal'))
        as appeal,
    placed.active_from,
    placed.active_from + (1 - placed.active_from) * least(
        1,
        0.2 + 1.2 * uniform(seller, 'end') + 0.2 * clamp(size, 0, 3)
    ) as active_to
from placed
asof inner join zip_prefixes
    on
        placed.state = zip_prefixes.state
        and placed.home >= zip_prefixes.state_weight_from
order by placed.seller
