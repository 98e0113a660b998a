-- Holidays from Monday to Friday, from 1 January of its year up to the date. Good Friday can be Tiradentes' Day.
create or replace macro weekday_holidays_count(date) as
    len(list_filter(
        fixed_holidays(),
        holiday -> year(date) >= holiday.first_year
            and date >= make_date(year(date), holiday.month, holiday.day)
            and isodow(make_date(year(date), holiday.month, holiday.day)) <= 5
    ))
    + cast(
        date >= easter_sunday(year(date)) - to_days(2)
        and easter_sunday(year(date)) <> make_date(year(date), 4, 23)
    as integer);

-- Number of a date among the business days of 2000 to 2099: one more on every day from Monday to Friday that is no national
-- holiday; null outside. The list of the holidays of each year names no row, so the engine makes it once per query.
create or replace macro business_day_number(date) as
    cast(case when year(date) between 2000 and 2099 then
        date_diff('day', date '1999-12-27', date) // 7 * 5
        + least(date_diff('day', date '1999-12-27', date) % 7 + 1, 5)
        - 5
        - coalesce(list_sum(list_transform(
            range(2000, 2100), y -> weekday_holidays_count(make_date(cast(y as integer), 12, 31))
        )[1:year(date) - 2000]), 0)
        - weekday_holidays_count(date)
    end as integer);

-- Business days after the earlier date, up to the later one; negative where they stand the other way round.
create or replace macro business_days_between(earlier, later) as
    business_day_number(cast(later as date)) - business_day_number(cast(earlier as date));
