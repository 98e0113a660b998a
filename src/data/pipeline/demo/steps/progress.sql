-- The timestamps an order's status has come to, with the original's defects.
create table progress as

with methods as (

    select
        order_key,
        first_method
    from payment_plans

),

approvals as (

    select
        deliveries.*,
        statuses.status,
        uniform(deliveries.order_key, 'abandoned') as abandoned_share,
        purchased_at + least(
            days(
                approval_hours(
                    methods.first_method,
                    uniform(deliveries.order_key, 'approval')
                ) / 24
            ),
            to_seconds(
                date_diff('second', purchased_at, arrives_at) // 2
            )
        ) as approval_at
    from deliveries
    inner join statuses on deliveries.order_key = statuses.order_key
    left join methods on deliveries.order_key = methods.order_key

),

handovers as (

    select
        *,
        date_diff('second', approval_at, arrives_at) as way_seconds,
        round(
            1.15 * 86400 * handling_days(uniform(order_key, 'handling'))
            * case when is_late then 1.7 else 1 end
        )::bigint as handling_seconds,
        approval_at + to_seconds(
            case
                when handling_seconds < 0.8 * way_seconds then handling_seconds
                else round(
                    way_seconds * (0.15 + 0.6 * uniform(order_key, 'hurry'))
                )::bigint
            end
        ) as handover_at
    from approvals

),

ranked as (

    select
        *,
        row_number() over (
            order by
                status = 'delivered' desc,
                uniform(order_key, 'defect'),
                order_key
        ) as defect_rank
    from handovers

),

early as (

    select
        *,
        row_number() over (
            order by
                status = 'delivered'
                and defect_rank > scaled(8) + scaled(1) + scaled(14) + scaled(23)
                and approval_at - purchased_at > interval 12 hours desc,
                uniform(order_key, 'early handover'),
                order_key
        ) as early_rank
    from ranked

)

select
    order_key,
    status,
    purchased_at,
    estimated_date,
    case
        when
            status = 'delivered'
            and defect_rank > scaled(8) + scaled(1)
            and defect_rank <= scaled(8) + scaled(1) + scaled(14)
            then null
        when status = 'created' then null
        when status = 'canceled' and abandoned_share >= 0.775 then null
        else approval_at
    end as approved_at,
    case
        when status = 'canceled' and abandoned_share >= 0.12 then null
        when status not in ('delivered', 'shipped', 'canceled') then null
        when
            status = 'delivered'
            and defect_rank > scaled(8) - scaled(1)
            and defect_rank <= scaled(8) + scaled(1)
            then null
        when
            status = 'delivered'
            and defect_rank > scaled(8) + scaled(1) + scaled(14)
            and defect_rank <= scaled(8) + scaled(1) + scaled(14) + scaled(23)
            then arrives_at + days(0.1 + 1.5 * uniform(order_key, 'defect days'))
        when early_rank <= scaled(1359)
            then purchased_at + days(
                date_diff('second', purchased_at, approval_at) / 86400
                * (0.05 + 0.9 * uniform(order_key, 'early handover share'))
            )
        else handover_at
    end as carrier_at,
    case
        when status = 'canceled' and abandoned_share < 0.01 then arrives_at
        when status != 'delivered' or defect_rank <= scaled(8) then null
        else arrives_at
    end as delivered_at
from early
