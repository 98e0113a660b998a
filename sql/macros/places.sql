create or replace macro haversine(latitude_a, longitude_a, latitude_b, longitude_b) as
    pow(sin(radians(latitude_b - latitude_a) / 2), 2)
    + cos(radians(latitude_a)) * cos(radians(latitude_b)) * pow(sin(radians(longitude_b - longitude_a) / 2), 2);

-- Great-circle distance on a sphere of 6,371.0088 km (the IUGG mean radius); null where a coordinate is. Rounding can
-- carry the haversine of opposite points past 1, which the arcsine refuses.
create or replace macro haversine_km(latitude_a, longitude_a, latitude_b, longitude_b) as
    2 * 6371.0088 * case
        when haversine(latitude_a, longitude_a, latitude_b, longitude_b) < 1
            then asin(sqrt(haversine(latitude_a, longitude_a, latitude_b, longitude_b)))
        when haversine(latitude_a, longitude_a, latitude_b, longitude_b) >= 1
            then pi() / 2
    end;

-- Text without capitals, accents and spaces around it.
create or replace macro fold_text(text) as
    lower(strip_accents(trim(text)));

-- The city in what sellers type: nothing after a slash, comma, bracket or dash that sets off a state; null where it is an
-- address of another kind.
create or replace macro clean_city(city) as
    nullif(
        regexp_replace(replace(fold_text(city), '´', ''''), '^.*[0-9@].*$|\s*([/\\,(]| - |-[a-z]{2}$).*$', ''),
        ''
    );
