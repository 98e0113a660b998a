with

orders as (
    select * from intermediate.int_orders
),

legs as (
    select
        order_key,
        order_status = 'delivered' and delivered_at is not null as is_delivered,
        cast(date_diff('day', cast(purchased_at as date), estimated_date) as integer) as promised_days,
        cast(date_diff('day', estimated_date, cast(delivered_at as date)) as integer) as days_against_promise,
        days_between(purchased_at, delivered_at) as days_to_deliver,
        days_between(purchased_at, approved_at) as approval_days,
        days_between(approved_at, carrier_at) as handling_days,
        days_between(carrier_at, delivered_at) as carrier_days
    from orders
),

checked as (
    select
        order_key,
        is_delivered,
        promised_days,
        case when is_delivered then days_against_promise > 0 end as is_late,
        case when is_delivered then days_against_promise end as days_against_promise,
        case when is_delivered then days_to_deliver end as days_to_deliver,
        case when approval_days >= 0 then approval_days end as approval_days,
        case when handling_days >= 0 then handling_days end as handling_days,
        case when carrier_days >= 0 then carrier_days end as carrier_days,
        coalesce(approval_days < 0, false)
        or coalesce(handling_days < 0, false)
        or coalesce(carrier_days < 0, false) as has_negative_leg
    from legs
)

select * from checked
