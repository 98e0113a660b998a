-- description: Each address period of a person ends where the next begins; none overlap, none leave a gap.
-- by: person_key
with

periods as (
    select
        person_key,
        customer_key,
        valid_from,
        valid_to,
        lead(valid_from) over (partition by person_key order by customer_key) as next_valid_from
    from core.dim_customer
)

select *
from periods
where valid_to is distinct from next_valid_from
