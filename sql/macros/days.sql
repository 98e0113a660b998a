-- Days between two timestamps, with fractions; five decimals are exact to the second.
create or replace macro days_between(earlier, later) as
    round((epoch(later) - epoch(earlier)) / 86400, 5);

create or replace macro month_of(moment) as
    cast(date_trunc('month', moment) as date);

create or replace macro date_key(moment) as
    cast(extract(year from moment) * 10000 + extract(month from moment) * 100 + extract(day from moment) as integer);
