-- title: How long does delivery take against what was promised?
-- tier: 1
-- page: /delivery
select
    month,
    cast(sum(delivered_count) as integer) as delivered_count,
    sum(days_to_deliver_sum) / nullif(sum(delivered_count), 0) as days_to_deliver,
    sum(promised_days_sum) / nullif(sum(delivered_count), 0) as promised_days,
    1 - sum(late_count) / nullif(sum(delivered_count), 0) as on_time_rate
from mart_orders_monthly
group by month
order by month
