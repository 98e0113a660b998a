-- title: Which twenty products sell most, by units and by revenue?
-- tier: 2
-- page: /products
select
    product_key,
    category,
    items_count,
    revenue,
    items_rank,
    revenue_rank
from mart_product_top
where items_rank <= 20 or revenue_rank <= 20
order by least(items_rank, revenue_rank), revenue_rank
