-- title: How satisfied are customers?
-- tier: 1
-- page: /
-- proxy: nobody was asked whether they would recommend the shop; scores of 5 stand for promoters, 4 for passives, 1 to 3 for detractors.
select
    month,
    cast(sum(reviews_count) as integer) as reviews_count,
    sum(review_score_sum) / nullif(sum(reviews_count), 0) as review_score,
    cast(sum(promoters_count) as integer) as promoters_count,
    cast(sum(passives_count) as integer) as passives_count,
    cast(sum(detractors_count) as integer) as detractors_count,
    100 * (sum(promoters_count) - sum(detractors_count)) / nullif(sum(reviews_count), 0) as nps
from mart_orders_monthly
group by month
order by month
