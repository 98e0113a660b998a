-- Null where the denominator is 0.
create or replace macro safe_divide(numerator, denominator) as
    cast(numerator as double) / nullif(cast(denominator as double), 0);

-- Sums of days through decimals: doubles added in another order give another last digit.
create or replace macro sum_days(days) as
    coalesce(cast(sum(cast(days as decimal(18, 5))) as double), 0);

create or replace macro mean_days(days) as
    cast(sum(cast(days as decimal(18, 5))) as double) / nullif(count(days), 0);

-- Orders that were canceled, or whose goods could not be had, bring no revenue.
create or replace macro brings_revenue(order_status) as
    order_status not in ('canceled', 'unavailable');

-- Standard deviations between a value and the mean; null where there is no deviation.
create or replace macro z_score(value, mean, deviation) as
    safe_divide(value - mean, deviation);

-- 0.1 for a tenth more than before; null where there was nothing before.
create or replace macro growth(now, before) as
    safe_divide(now, before) - 1;

-- A share drawn towards the usual one, as if `weight` more cases of the usual kind had been seen: few cases say little.
create or replace macro shrunken_share(part, whole, usual, weight) as
    safe_divide(part + weight * usual, whole + weight);
