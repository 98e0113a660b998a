/** Queries to start from, each over published tables and with a chart that says something. */
export const examples: readonly {title: string; text: string}[] = [
  {
    title: "Revenue by month",
    text: `-- Revenue leaves out canceled and unavailable orders.
select month, sum(revenue) as revenue
from mart_orders_monthly
group by month
order by month`
  },
  {
    title: "Late deliveries by state",
    text: `select
    state,
    sum(delivered_count)::integer as delivered,
    sum(late_count) / sum(delivered_count) as late_share
from mart_orders_monthly
group by state
having sum(delivered_count) >= 100
order by late_share desc`
  },
  {
    title: "Review score against days to deliver",
    text: `select
    floor(days_to_deliver)::integer as days,
    avg(review_score) as review_score,
    count(*)::integer as orders
from fact_orders
where days_to_deliver < 60 and review_score is not null
group by days
order by days`
  },
  {
    title: "Payment methods by quarter",
    text: `select
    date_trunc('quarter', purchased_at)::date as quarter,
    fact_payments.payment_method,
    sum(fact_payments.payment_value) as payment_value
from fact_payments
join fact_orders using (order_key)
group by quarter, fact_payments.payment_method
order by quarter, fact_payments.payment_method`
  },
  {
    title: "Price against freight",
    text: `-- A thousand order items, scattered by their keys.
select region, price, freight
from fact_order_items
join dim_seller using (seller_key)
where fact_order_items.price < 1000
order by hash(order_key, order_item_number)
limit 1000`
  },
  {
    title: "Columns of a table",
    text: `describe fact_orders`
  }
];
