-- description: Each month of mart_financial_performance equals that of mart_executive, to the cent.
with

expected as (
    select
        period_start as month,
        orders_count,
        price,
        freight,
        gmv,
        revenue,
        payment_value
    from marts.mart_executive
    where period_grain = 'month'
),

actual as (
    select
        month,
        orders_count,
        price,
        freight,
        gmv,
        revenue,
        payment_value
    from marts.mart_financial_performance
)

select * from expected
except
select * from actual
