-- description: The categories of mart_seller_categories add up to each seller of mart_seller_scorecard, to the cent.
with

categories as (
    select
        seller_key,
        count(*) as categories_count,
        sum(revenue) as revenue
    from marts.mart_seller_categories
    group by seller_key
)

select
    sellers.seller_key,
    sellers.revenue,
    categories.revenue as categories_revenue
from marts.mart_seller_scorecard as sellers
full outer join categories
    on sellers.seller_key = categories.seller_key
where sellers.categories_count is distinct from categories.categories_count
    or sellers.revenue is distinct from categories.revenue
