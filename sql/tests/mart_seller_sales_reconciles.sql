-- description: The months of mart_seller_sales add up to each seller of mart_seller_scorecard, to the cent.
with

sales as (
    select
        seller_key,
        sum(items_count) as items_count,
        sum(revenue) as revenue
    from marts.mart_seller_sales
    group by seller_key
)

select
    sellers.seller_key,
    sellers.revenue,
    sales.revenue as sales_revenue
from marts.mart_seller_scorecard as sellers
full outer join sales
    on sellers.seller_key = sales.seller_key
where sellers.items_count is distinct from sales.items_count
    or sellers.revenue is distinct from sales.revenue
