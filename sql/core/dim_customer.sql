with

addresses as (
    select * from intermediate.int_customer_addresses
),

persons as (
    select * from intermediate.int_persons
),

as_of as (
    select max(last_order_at) as as_of_at from persons
),

segmented as (
    select
        persons.person_key,
        persons.first_order_at,
        persons.last_order_at,
        persons.orders_count,
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
),

versions as (
    select
        addresses.*,
        segmented.first_order_at,
        segmented.last_order_at,
        segmented.orders_count,
        segmented.segment
    from addresses
    inner join segmented
        on addresses.person_key = segmented.person_key
)

select * from versions
