-- description: The words of mart_review_words are counted in as many comments as hold them, of which int_review_words has a row each, and ten persons or more wrote each.
with

expected as (
    select
        word,
        count(*) filter (where review_score = 1) as score_1_count,
        count(*) filter (where review_score > 1) as other_count
    from intermediate.int_review_words
    group by word
    having count(distinct person_key) >= 10
),

actual as (
    select
        word,
        score_1_count,
        other_count
    from marts.mart_review_words
)

select * from actual
except
select * from expected
