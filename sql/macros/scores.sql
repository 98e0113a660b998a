-- What percent_rank() gives to rows of one value: the share of the others that stand before them. Of the rows in the order
-- of values, `so_far` counts those up to this value, `own` those that have it, `total` all.
create or replace macro share_before(so_far, own, total) as
    coalesce(safe_divide(so_far - own, total - 1), 0);

-- Fifth of the ranking, 1 lowest to 5 highest, out of percent_rank(); equal values share the lowest rank among them.
create or replace macro quintile(percent_rank) as
    cast(1 + least(floor(percent_rank * 5), 4) as integer);

-- Score 1 to 5 of a value: one more for each of four ascending bounds that it reaches; a bound that is null is out of reach.
create or replace macro score_of(value, bounds) as
    1
    + coalesce(cast(value >= bounds[1] as integer), 0)
    + coalesce(cast(value >= bounds[2] as integer), 0)
    + coalesce(cast(value >= bounds[3] as integer), 0)
    + coalesce(cast(value >= bounds[4] as integer), 0);

-- Name of a person's scores for recency, frequency and monetary value, each 1 to 5; the first that fits.
create or replace macro rfm_name(recency, frequency, monetary) as
    case
        when recency >= 4 and frequency >= 4 and monetary >= 4 then 'Champions'
        when recency >= 3 and frequency >= 4 then 'Loyalists'
        when recency >= 4 or recency = 3 and monetary >= 3 then 'Potential Loyalists'
        when recency = 3 or frequency >= 4 or monetary >= 4 then 'At-Risk'
        when recency is not null then 'Lost'
    end;

-- Class of an item that stands after a share of the total in the order of value: A up to 80 %, B up to 95 %, C the rest.
create or replace macro abc_class(share_before) as
    case
        when share_before < 0.8 then 'A'
        when share_before < 0.95 then 'B'
        when share_before is not null then 'C'
    end;

-- Lower bound of the band that a price falls in, in BRL; half of all items cost less than 75.
create or replace macro price_band(price) as
    case
        when price < 25 then 0
        when price < 50 then 25
        when price < 100 then 50
        when price < 200 then 100
        when price < 500 then 200
        when price is not null then 500
    end;

-- Lower bound of the band that a person's spending falls in, in BRL: equal ratios, about; 0 stands for nothing at all, 1 for less than 20.
create or replace macro spending_band(gmv) as
    case
        when gmv <= 0 then 0
        when gmv < 20 then 1
        when gmv < 30 then 20
        when gmv < 50 then 30
        when gmv < 70 then 50
        when gmv < 100 then 70
        when gmv < 150 then 100
        when gmv < 200 then 150
        when gmv < 300 then 200
        when gmv < 500 then 300
        when gmv < 700 then 500
        when gmv < 1000 then 700
        when gmv < 1500 then 1000
        when gmv < 2000 then 1500
        when gmv >= 2000 then 2000
    end;

-- Lower bound of the band that a weight falls in, in g; half of all products weigh less than 700.
create or replace macro weight_band(weight_g) as
    case
        when weight_g < 250 then 0
        when weight_g < 500 then 250
        when weight_g < 1000 then 500
        when weight_g < 2000 then 1000
        when weight_g < 5000 then 2000
        when weight_g < 10000 then 5000
        when weight_g is not null then 10000
    end;

-- Points of 100: 30 for delivery on time, 25 for shipping before the deadline, 25 for review scores (1 is worth nothing,
-- 5 all), 20 for not cancelling, which are lost at a tenth of the orders.
create or replace macro seller_score(on_time_share, deadline_share, review_score, cancellation_share) as
    30 * on_time_share
    + 25 * deadline_share
    + 25 * (review_score - 1) / 4
    + 20 * greatest(1 - 10 * cancellation_share, 0);

-- Tier by score and by orders enough to believe it; half of all sellers score above 89.
create or replace macro seller_tier(score, orders_count) as
    case
        when score >= 90 and orders_count >= 100 then 'Platinum'
        when score >= 88 and orders_count >= 30 then 'Gold'
        when score >= 85 and orders_count >= 10 then 'Silver'
        else 'Bronze'
    end;

-- How a figure of three months stands to that of the three before: a tenth more or less is a trend.
create or replace macro trend_name(now, before) as
    case
        when now > 0 and before = 0 then 'new'
        when now = 0 and before > 0 then 'stopped'
        when now = 0 and before = 0 then 'none'
        when now > 1.1 * before then 'growing'
        when now < 0.9 * before then 'shrinking'
        when now is not null and before is not null then 'steady'
    end;

-- Share of 0 to 1: the mean of completeness, uniqueness and validity.
create or replace macro quality_score(null_share, duplicate_share, invalid_share) as
    1 - (null_share + duplicate_share + invalid_share) / 3;
