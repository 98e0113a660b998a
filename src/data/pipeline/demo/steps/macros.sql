-- Pseudo-randomness is a hash of the seed, a topic and a row's number, so that
-- neither threads nor row order can change what is drawn.
create macro uniform(id, topic) as
    (hash(hash(id::bigint, topic, getvariable('seed'))) >> 11)::double
    / 9007199254740992.0;

create macro normal(id, topic) as
    sqrt(-2 * ln(1 - uniform(id, topic || ' radius')))
    * cos(2 * pi() * uniform(id, topic || ' angle'));

create macro identifier(id, topic) as
    md5(topic || ' ' || getvariable('seed') || ' ' || id);

create macro scaled(amount) as
    greatest(1, round(amount * getvariable('scale')))::bigint;

create macro clamp(value, low, high) as
    least(greatest(value, low), high);

create macro days(amount) as
    to_seconds(round(amount * 86400)::bigint);

create macro haversine_km(latitude_a, longitude_a, latitude_b, longitude_b) as
    2 * 6371 * asin(sqrt(
        sin(radians(latitude_a - latitude_b) / 2) ** 2
        + cos(radians(latitude_a)) * cos(radians(latitude_b))
        * sin(radians(longitude_a - longitude_b) / 2) ** 2
    ));

-- The value at a share between 0 and 1, between quantiles at even steps.
create macro at_quantile(quantiles, share) as
    quantiles[1 + floor(share * (len(quantiles) - 1))::bigint]
    + (share * (len(quantiles) - 1) - floor(share * (len(quantiles) - 1)))
    * (
        quantiles[2 + floor(share * (len(quantiles) - 1))::bigint]
        - quantiles[1 + floor(share * (len(quantiles) - 1))::bigint]
    );

create macro approval_hours(method, share) as
    case
        when method = 'boleto'
            then at_quantile([
                1, 5.8, 9.6, 12, 13.5, 15, 18, 21, 24, 26.5, 29,
                31, 33.5, 36, 38, 40, 45, 55, 67, 85.5, 170
            ], share)
        else at_quantile([
            0.05, 0.14, 0.16, 0.17, 0.185, 0.2, 0.21, 0.225, 0.24, 0.255, 0.27,
            0.29, 0.32, 0.36, 0.44, 0.61, 1.5, 8, 21.5, 24.5, 80
        ], share)
    end;

create macro handling_days(share) as
    at_quantile([
        0.03, 0.24, 0.5, 0.65, 0.8, 0.94, 1.1, 1.25, 1.45, 1.65, 1.88,
        2.1, 2.4, 2.75, 3.1, 3.59, 4.2, 4.9, 5.94, 8.07, 22
    ], share);

-- Most prices end in 90, 00 or 99 cents.
create macro price_ending(cents, share) as
    case
        when cents < 200 or share >= 0.83 then cents
        when share < 0.36 then (cents - 40) // 100 * 100 + 90
        when share < 0.65 then (cents + 50) // 100 * 100
        else (cents - 49) // 100 * 100 + 99
    end;

create macro orders_with_items() as (
    select scaled(99441) - sum(scaled(orders))::bigint
    from parameters.statuses
    where not has_items
);
