-- Easter Sunday of a year of the Gregorian calendar: the full moon of spring (0 to 28 days after
-- 21 March), then the Sunday after it. Source: Gauss's computus in Lichtenberg's form of 1997.
create or replace macro easter_moon(year) as
    21
    + (19 * (year % 19) + 15 + (3 * (year // 100) + 3) // 4 - (8 * (year // 100) + 13) // 25) % 30
    - (
        (19 * (year % 19) + 15 + (3 * (year // 100) + 3) // 4 - (8 * (year // 100) + 13) // 25) % 30
        + (year % 19) // 11
    ) // 29;

create or replace macro easter_sunday(year) as
    cast(make_date(year, 3, 1) + to_days(cast(
        easter_moon(year) - 1 + 7 - (easter_moon(year) - (7 - (year + year // 4 + 2 - (3 * (year // 100) + 3) // 4) % 7)) % 7
    as integer)) as date);

-- Name of the Brazilian national holiday on a date, null on other days. Carnival and Corpus Christi are
-- no national holidays; 20 November is one since 2024 (Lei 14.759/2023).
create or replace macro holiday_name(date) as
    case
        when date = easter_sunday(year(date)) - to_days(2) then 'Good Friday'
        when month(date) = 1 and day(date) = 1 then 'New Year''s Day'
        when month(date) = 4 and day(date) = 21 then 'Tiradentes'' Day'
        when month(date) = 5 and day(date) = 1 then 'Labour Day'
        when month(date) = 9 and day(date) = 7 then 'Independence Day'
        when month(date) = 10 and day(date) = 12 then 'Our Lady of Aparecida'
        when month(date) = 11 and day(date) = 2 then 'All Souls'' Day'
        when month(date) = 11 and day(date) = 15 then 'Republic Day'
        when month(date) = 11 and day(date) = 20 and year(date) >= 2024 then 'Black Consciousness Day'
        when month(date) = 12 and day(date) = 25 then 'Christmas Day'
    end;

-- The day after the fourth Thursday of November.
create or replace macro is_black_friday(date) as
    month(date) = 11 and isodow(date) = 5 and day(date) between 23 and 29;
