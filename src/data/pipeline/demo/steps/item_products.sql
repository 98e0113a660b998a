-- All items of the orders: further units of the leading product, two times in
-- three; else other products of its seller, or a neighbouring order's product.
create table item_products as

with ranked as (

    select
        *,
        row_number() over (
            order by uniform(order_key, 'items'), order_key
        ) as rank
    from sales

),

sized as (

    select
        ranked.*,
        group_ranks.size,
        uniform(ranked.order_key, 'basket') as basket
    from ranked
    asof inner join group_ranks
        on
            ranked.rank >= group_ranks.rank_from
            and group_ranks.kind = 'order_items'

),

numbers as (

    select
        *,
        unnest(range(1, size + 1)) as n
    from sized

),

shelves as (

    select
        seller,
        product,
        row_number() over (partition by seller order by product) as place,
        count(*) over (partition by seller) as places
    from product_sellers

),

shelf_sizes as (

    select distinct
        seller,
        places
    from shelves

),

others as (

    select
        numbers.order_key,
        numbers.n,
        numbers.product,
        numbers.seller,
        case
            when numbers.n = 1 or numbers.basket < 0.66 then 'same'
            when numbers.basket < 0.87 then 'shelf'
            else 'neighbour'
        end as source,
        1 + floor(
            shelf_sizes.places * uniform(numbers.order_key * 32 + numbers.n, 'shelf')
        )::bigint as place,
        1 + (numbers.slot + 3) % orders_with_items() as slot
    from numbers
    left join shelf_sizes on numbers.seller = shelf_sizes.seller

)

select
    others.order_key,
    others.n as item,
    case others.source
        when 'shelf' then coalesce(shelves.product, others.product)
        when 'neighbour' then neighbours.product
        else others.product
    end as product,
    case others.source
        when 'neighbour' then neighbours.seller
        else others.seller
    end as seller
from others
left join shelves
    on others.seller = shelves.seller and others.place = shelves.place
left join sales as neighbours on others.slot = neighbours.slot
