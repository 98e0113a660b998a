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

-- The Brazilian national holidays that fall on the same day every year. 20 November is one since 2024 (Lei 14.759/2023).
create or replace macro fixed_holidays() as
    [
        {month: 1, day: 1, first_year: 1, name: 'New Year''s Day'},
        {month: 4, day: 21, first_year: 1, name: 'Tiradentes'' Day'},
        {month: 5, day: 1, first_year: 1, name: 'Labour Day'},
        {month: 9, day: 7, first_year: 1, name: 'Independence Day'},
        {month: 10, day: 12, first_year: 1, name: 'Our Lady of Aparecida'},
        {month: 11, day: 2, first_year: 1, name: 'All Souls'' Day'},
        {month: 11, day: 15, first_year: 1, name: 'Republic Day'},
        {month: 11, day: 20, first_year: 2024, name: 'Black Consciousness Day'},
        {month: 12, day: 25, first_year: 1, name: 'Christmas Day'}
    ];

-- Name of the Brazilian national holiday on a date, null on other days. Carnival and Corpus Christi are no national holidays.
create or replace macro holiday_name(date) as
    case
        when date = easter_sunday(year(date)) - to_days(2) then 'Good Friday'
        else list_filter(
            fixed_holidays(),
            holiday -> month(date) = holiday.month and day(date) = holiday.day and year(date) >= holiday.first_year
        )[1].name
    end;

-- The day after the fourth Thursday of November.
create or replace macro is_black_friday(date) as
    month(date) = 11 and isodow(date) = 5 and day(date) between 23 and 29;
