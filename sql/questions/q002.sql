-- title: How many new customers arrive each month, and what does acquiring one cost?
-- tier: 1
-- page: /
-- proxy: the data holds no marketing spend; freight waived on first orders stands for the cost of a customer, leads per won deal for that of
--   a seller.
with

customers as (
    select
        month,
        cast(sum(new_customers_count) as integer) as new_customers_count,
        sum(freight_waived) as freight_waived
    from mart_orders_monthly
    group by month
),

leads as (
    select
        month,
        cast(sum(leads_count) as integer) as leads_count,
        cast(sum(won_count) as integer) as won_count
    from mart_lead_funnel
    group by month
),

final as (
    select
        customers.month,
        customers.new_customers_count,
        customers.freight_waived,
        customers.freight_waived / nullif(customers.new_customers_count, 0) as freight_waived_per_customer,
        leads.leads_count,
        leads.won_count,
        leads.leads_count / nullif(leads.won_count, 0) as leads_per_won_deal
    from customers
    left join leads
        on customers.month = leads.month
)

select * from final order by month
