-- description: The cohorts of mart_seller_survival are the new sellers of mart_seller_activity, wherever three months of theirs are complete.
with

cohorts as (
    select
        cohort_month,
        state,
        sellers_count
    from marts.mart_seller_survival
    where months_since = 0
)

select
    activity.month,
    activity.state,
    activity.new_sellers_count,
    cohorts.sellers_count
from marts.mart_seller_activity as activity
full outer join cohorts
    on activity.month = cohorts.cohort_month
    and activity.state = cohorts.state
cross join intermediate.int_as_of as as_of
where coalesce(activity.new_sellers_count, 0) <> coalesce(cohorts.sellers_count, 0)
    and (activity.month is null or activity.month <= as_of.last_complete_month - interval 2 month)
