with

periods as (
    select * from intermediate.int_periods
),

months as (
    select * from intermediate.int_months
),

as_of as (
    select max(period_start) as as_of_date
    from periods
    where period_grain = 'day'
),

final as (
    select
        periods.period_grain,
        periods.period_start,
        periods.orders_count,
        periods.orders_with_items_count,
        periods.items_count,
        periods.price,
        periods.freight,
        cast(periods.price + periods.freight as decimal(18, 2)) as gmv,
        periods.revenue,
        safe_divide(periods.price + periods.freight, periods.orders_with_items_count) as aov,
        periods.payment_value,
        periods.customers_count,
        periods.new_customers_count,
        periods.delivered_count,
        periods.late_count,
        safe_divide(periods.delivered_count - periods.late_count, periods.delivered_count) as on_time_rate,
        periods.mean_days_to_deliver,
        periods.mean_promised_days,
        periods.mean_review_score,
        periods.reviews_count,
        periods.active_sellers_count,
        case
            when periods.period_grain = 'month' then months.is_complete
            else periods.period_start < as_of.as_of_date
        end as is_complete
    from periods
    cross join as_of
    left join months
        on periods.period_start = months.month
)

select * from final
