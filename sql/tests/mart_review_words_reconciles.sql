-- description: The words of mart_review_words are counted in as many comments as hold them, of which int_review_words has a row each, and ten persons or more wrote each.
with

counted as (
    select
        word,
        count(*) as comments_count,
        count(*) filter (where review_score = 1) as score_1_count,
        count(*) filter (where review_score > 1) as other_count
    from intermediate.int_review_words
    group by word
),

busiest as (
    select max(comments_count) as comments_count
    from (
        select count(*) as comments_count
        from intermediate.int_review_words
        where word_place = 1
        group by person_key
    )
),

-- Nine persons cannot have written more comments than nine times the busiest did.
rare as (
    select counted.word
    from counted
    cross join busiest
    where counted.comments_count <= 9 * busiest.comments_count
),

too_rare as (
    select words.word
    from intermediate.int_review_words as words
    inner join rare
        on words.word = rare.word
    group by words.word
    having count(distinct words.person_key) < 10
),

expected as (
    select
        word,
        score_1_count,
        other_count
    from counted
    where word not in (select word from too_rare)
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
