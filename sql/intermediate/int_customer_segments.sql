with

persons as (
    select * from intermediate.int_persons
),

as_of as (
    select * from intermediate.int_as_of
),

segmented as (
    select
        persons.person_key,
        case
            when persons.last_order_at < as_of.as_of_at - interval 180 day then 'CHURNED'
            when persons.orders_count > 5 and persons.price + persons.freight > 1000 then 'VIP'
            when persons.orders_count > 5 then 'LOYAL'
            when persons.orders_count >= 2 then 'REGULAR'
            when persons.first_order_at >= as_of.as_of_at - interval 90 day then 'NEW'
            else 'ONE_TIME'
        end as segment
    from persons
    cross join as_of
)

select * from segmented
