with

addresses as (
    select * from intermediate.int_customer_addresses
),

persons as (
    select * from intermediate.int_persons
),

segments as (
    select * from intermediate.int_customer_segments
),

versions as (
    select
        addresses.*,
        persons.first_order_at,
        persons.last_order_at,
        persons.orders_count,
        segments.segment
    from addresses
    inner join persons
        on addresses.person_key = persons.person_key
    inner join segments
        on addresses.person_key = segments.person_key
)

select * from versions
