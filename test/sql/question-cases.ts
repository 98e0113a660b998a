interface QuestionCase {
  /** What of the answer is compared. */
  answer: string;
  /** The same, from the input files alone (see InputFiles). */
  input: string;
}

const day = "month || '-01'";

/** Sums by month of revenue, GMV and so on, and whether the month is complete. */
const months = `
  months as (
    select month, month in (from complete_months) as is_complete,
      coalesce(sum(price), 0)::double as price, coalesce(sum(freight), 0)::double as freight, coalesce(sum(price + freight), 0)::double as gmv,
      coalesce(sum(price) filter (where brings_revenue), 0)::double as revenue,
      count(distinct order_id)::int as orders_count, count(distinct order_id) filter (where price is not null)::int as orders_with_items_count
    from placed left join bought using (order_id) group by month)`;

/** A value of the month some months before, of complete months only. */
const before = (value: string, count: number) => `
  (select ${value} from months as earlier where earlier.is_complete and months.is_complete
    and earlier.month = strftime((months.month || '-01')::date - interval ${count} month, '%Y-%m'))`;

/** Whether a month is one of six complete months, which end some months before the last. */
const halfYear = (monthsBack: number) => `
  month > (select strftime((max(month) || '-01')::date - interval ${monthsBack + 6} month, '%Y-%m') from complete_months)
  and month <= (select strftime((max(month) || '-01')::date - interval ${monthsBack} month, '%Y-%m') from complete_months)`;

/** By question, each in an order of its own. */
export const questionCases: Record<string, QuestionCase> = {
  q001: {
    answer: "month, is_complete, revenue, growth_month, growth_year",
    input: `with ${months}
      select ${day} as month, is_complete, revenue, revenue / ${before("revenue", 1)} - 1 as growth_month, revenue / ${before("revenue", 12)} - 1 as growth_year
      from months order by month`
  },
  q002: {
    answer:
      "month, new_customers_count, freight_waived_per_customer = freight_waived / new_customers_count as is_quotient",
    input: `
      select ${day} as month, count(*) filter (where order_number = 1)::int as new_customers_count,
        case when count(*) filter (where order_number = 1) > 0 then true end as is_quotient
      from placed group by month order by month`
  },
  q003: {
    answer: "month, is_complete, price, freight, gmv, gmv_so_far, growth_month",
    input: `with ${months}
      select ${day} as month, is_complete, price, freight, gmv, sum(gmv) over (order by month) as gmv_so_far, gmv / ${before("gmv", 1)} - 1 as growth_month
      from months order by month`
  },
  q004: {
    answer: "month, active_sellers_count, former_sellers_count, seller_churn",
    input: `
      with active as (select distinct (month || '-01')::date as month, seller_id from placed join bought using (order_id)),
      bounds as (select (min(month) || '-01')::date as first, (max(month) || '-01')::date as last from complete_months),
      left_or_stayed as (
        select months.month, former.seller_id,
          exists (from active as later where later.seller_id = former.seller_id
            and later.month >= months.month and later.month < months.month + interval 3 month) as is_active
        from (select distinct month from active) as months, bounds,
          lateral (select distinct seller_id from active as earlier where earlier.month < months.month and earlier.month >= months.month - interval 3 month) as former
        where months.month - interval 3 month >= first and months.month + interval 2 month <= last
          and strftime(months.month, '%Y-%m') in (from complete_months)),
      churn as (
        select month, count(*)::int as former_sellers_count, avg((not is_active)::int) as seller_churn from left_or_stayed group by month)
      select month, count(*)::int as active_sellers_count, any_value(former_sellers_count), any_value(seller_churn)
      from active left join churn using (month) group by month order by month`
  },
  q005: {
    answer: "grain, period_start, orders_count, is_complete, growth is null as is_without_growth",
    input: `
      with parts as (
        select order_id, unnest([
          {grain: 'month', start: date_trunc('month', purchased_at)::date, after: interval 1 month},
          {grain: 'quarter', start: date_trunc('quarter', purchased_at)::date, after: interval 3 month},
          {grain: 'year', start: date_trunc('year', purchased_at)::date, after: interval 12 month}], recursive := true)
        from placed),
      totals as (
        select grain, start, after, count(*)::int as orders_count,
          (select count(*) from complete_months where (month || '-01')::date >= start and (month || '-01')::date < start + after)
            = datediff('month', start, (start + after)::date) as is_complete
        from parts group by grain, start, after)
      select grain, start, orders_count, is_complete,
        not (is_complete and exists (from totals as earlier where earlier.grain = totals.grain and earlier.is_complete
          and earlier.start + earlier.after = totals.start)) as is_without_growth
      from totals order by grain, start`
  },
  q006: {
    answer: "month, is_complete, orders_with_items_count, aov, change_month, growth_year",
    input: `with ${months}
      select ${day} as month, is_complete, orders_with_items_count, gmv / nullif(orders_with_items_count, 0) as aov,
        gmv / orders_with_items_count - ${before("gmv / orders_with_items_count", 1)} as change_month,
        gmv / orders_with_items_count / ${before("gmv / orders_with_items_count", 12)} - 1 as growth_year
      from months order by month`
  },
  q007: {
    answer: "category, items_count, revenue, revenue_share",
    input: `
      select category, count(*)::int as items_count, coalesce(sum(price) filter (where brings_revenue), 0)::double as revenue,
        revenue / sum(revenue) over () as revenue_share
      from bought join placed using (order_id) group by category order by revenue desc, category`
  },
  q021: {
    answer: "month, delivered_count, days_to_deliver, promised_days, on_time_rate",
    input: `
      select ${day} as month, count(*) filter (where is_delivered)::int as delivered_count,
        sum(days_to_deliver::decimal(18, 5))::double / nullif(delivered_count, 0) as days_to_deliver,
        avg(estimated_date - purchased_at::date) filter (where is_delivered) as promised_days,
        avg((not is_late)::int) filter (where is_delivered) as on_time_rate
      from placed group by month order by month`
  },
  q022: {
    answer: "month, delivered_count, late_share, late_share_three_months",
    input: `
      with delivered as (select (month || '-01')::date as month, is_late from placed where is_delivered)
      select month, count(*)::int as delivered_count, avg(is_late::int) as late_share,
        (select avg(is_late::int) from delivered as three where three.month <= delivered.month and three.month > delivered.month - interval 3 month) as late_share_three_months
      from delivered group by month order by month`
  },
  q031: {
    answer: "month, reviews_count, review_score, promoters_count, passives_count, detractors_count, nps",
    input: `
      select ${day} as month, count(review_score)::int as reviews_count, avg(review_score) as review_score,
        count(*) filter (where review_score = 5)::int as promoters_count, count(*) filter (where review_score = 4)::int as passives_count,
        count(*) filter (where review_score <= 3)::int as detractors_count,
        100 * (promoters_count - detractors_count) / nullif(count(review_score), 0) as nps
      from placed left join answered using (order_id) group by month order by month`
  },
  q032: {
    answer: "days_late_from, orders_count, review_score, one_star_share, correlation_of_late_and_score",
    input: `
      with latest as (select order_id, arg_max(review_score, (answered_at, review_id)) as review_score from answered group by order_id),
      scored as (select *, delivered_at::date - estimated_date as days from placed join latest using (order_id) where is_delivered)
      select case when days <= 0 then 0 when days <= 3 then 1 when days <= 7 then 4 else 8 end as days_late_from,
        count(*)::int as orders_count, avg(review_score) as review_score, avg((review_score = 1)::int) as one_star_share,
        (select corr(is_late::int, review_score) from scored) as correlation_of_late_and_score
      from scored group by days_late_from order by days_late_from`
  },
  q036: {
    answer: "customers_count, repeat_customers_count, repeat_rate",
    input: `
      with persons as (select count(*) as orders_count from placed group by customer_unique_id)
      select count(*)::int as customers_count, count(*) filter (where orders_count > 1)::int as repeat_customers_count,
        avg((orders_count > 1)::int) as repeat_rate
      from persons`
  },
  q041: {
    answer:
      "sum(items_count) filter (where items_rank <= 20)::int as items_count, sum(revenue) filter (where revenue_rank <= 20)::double as revenue",
    input: `
      with products as (
        select count(*) as items_count, coalesce(sum(price) filter (where brings_revenue), 0)::double as revenue
        from bought join placed using (order_id) group by product_id)
      select (select sum(items_count) from (from products order by items_count desc limit 20))::int as items_count,
        (select sum(revenue) from (from products order by revenue desc limit 20)) as revenue`
  },
  q042: {
    answer: "category, revenue_last_half_year, revenue_year_before, change, growth",
    input: `
      with categories as (
        select category, coalesce(sum(price) filter (where brings_revenue and ${halfYear(0)}), 0)::double as revenue_last_half_year,
          coalesce(sum(price) filter (where brings_revenue and ${halfYear(12)}), 0)::double as revenue_year_before
        from bought join placed using (order_id) group by category)
      select category, revenue_last_half_year, revenue_year_before, round(revenue_last_half_year - revenue_year_before, 2) as change,
        revenue_last_half_year / nullif(revenue_year_before, 0) - 1 as growth
      from categories order by change desc, category`
  },
  q051: {
    answer:
      "sum(revenue) filter (where revenue_rank <= tenth)::double as revenue, sum(items_count) filter (where items_rank <= tenth)::int as items_count, any_value(tenth)::int as tenth",
    input: `
      with sellers as (
        select count(*) as items_count, coalesce(sum(price) filter (where brings_revenue), 0)::double as revenue
        from bought join placed using (order_id) group by seller_id),
      tenth as (select ceil(count(*) / 10)::int as tenth from sellers)
      select (select sum(revenue) from (from sellers order by revenue desc limit (select tenth from tenth)))::double as revenue,
        (select sum(items_count) from (from sellers order by items_count desc limit (select tenth from tenth)))::int as items_count, tenth
      from tenth`
  },
  q061: {
    answer: "state, region, orders_count, revenue, revenue_share, revenue_share_so_far",
    input: `
      with states as (
        select state, region, count(distinct order_id)::int as orders_count,
          coalesce(sum(price) filter (where brings_revenue), 0)::double as revenue
        from placed left join bought using (order_id) group by state, region)
      select state, region, orders_count, revenue, revenue / sum(revenue) over () as revenue_share,
        sum(revenue) over (order by revenue desc, state) / sum(revenue) over () as revenue_share_so_far
      from states order by revenue desc, state`
  }
};
