-- Scores fall with lateness, with split baskets and with the seller's way.
create table review_scores as

with baskets as (

    select
        order_key,
        count(*) as items,
        count(distinct seller) as sellers,
        min(seller) as seller
    from items
    group by order_key

),

written as (

    select
        review,
        review // 4 as order_key,
        review % 4 as n
    from review_orders
    group by review

),

delays as (

    select
        written.review,
        written.n,
        baskets.items,
        baskets.sellers,
        baskets.seller,
        progress.delivered_at::date as delivered_date,
        progress.estimated_date,
        coalesce(
            date_diff('day', estimated_date, delivered_date), 99
        ) as days_late,
        least(
            coalesce(
                delivered_date + case
                    when uniform(review, 'asked') < 0.06 then 0
                    when uniform(review, 'asked') < 0.92 then 1
                    else 2 + floor(4 * uniform(review, 'asked later'))
                end::integer,
                estimated_date + 2
            ),
            estimated_date + 2 + floor(2 * uniform(review, 'asked late'))::integer
        ) + 5 * (n - 1)::integer as created_date
    from written
    inner join progress on written.order_key = progress.order_key
    left join baskets on written.order_key = baskets.order_key

),

moods as (

    select
        *,
        case
            when seller is not null and uniform(review, 'whose') < 0.12
                then uniform(seller, 'way')
            else uniform(review, 'score')
        end
        * case when sellers > 1 then 0.5 when items > 1 then 0.85 else 1 end
        * 1000 as mood
    from delays

),

steps as (

    select
        *,
        coalesce(lag(days_late_below) over (order by days_late_below), -1000)
            as days_late_from
    from parameters.scores

)

select
    moods.review,
    moods.days_late,
    moods.created_date,
    delivered_date is null or delivered_date > created_date as is_missing,
    case
        when mood < score_1 then 1
        when mood < score_1 + score_2 then 2
        when mood < score_1 + score_2 + score_3 then 3
        when mood < score_1 + score_2 + score_3 + score_4 then 4
        else 5
    end as score,
    case
        when score <= 2 and is_missing then 'missing'
        when score <= 3 and days_late > 0 then 'late'
        when score <= 2 then 'wrong'
        when score = 3 then 'mixed'
        else 'praise'
    end as topic
from moods
asof inner join steps on moods.days_late >= steps.days_late_from
