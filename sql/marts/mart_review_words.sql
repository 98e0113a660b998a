with

review_words as (
    select * from intermediate.int_review_words
),

known_words as (
    select * from seeds.review_words
),

totals as (
    select
        count(*) filter (where review_score = 1) as score_1_comments_count,
        count(*) filter (where review_score > 1) as other_comments_count
    from review_words
    where word_place = 1
),

counted as (
    select
        word,
        count(*) as comments_count,
        count(*) filter (where review_score = 1) as score_1_count,
        count(*) filter (where review_score > 1) as other_count
    from review_words
    group by word
),

busiest as (
    select max(comments_count) as comments_count
    from (
        select count(*) as comments_count
        from review_words
        where word_place = 1
        group by person_key
    )
),

-- More comments than nine of the busiest persons wrote are of ten persons at least.
rare_words as (
    select counted.word
    from counted
    cross join busiest
    where counted.comments_count <= 9 * busiest.comments_count
),

persons as (
    select
        review_words.word,
        count(distinct review_words.person_key) as persons_count
    from review_words
    inner join rare_words
        on review_words.word = rare_words.word
    group by review_words.word
),

-- A word that fewer than ten persons wrote could lead to one of them.
shared as (
    select
        counted.word,
        coalesce(known_words.theme, 'other') as theme,
        known_words.english,
        counted.score_1_count,
        counted.other_count,
        safe_divide(counted.score_1_count, totals.score_1_comments_count) as score_1_share,
        safe_divide(counted.other_count, totals.other_comments_count) as other_share
    from counted
    cross join totals
    left join persons
        on counted.word = persons.word
    left join known_words
        on counted.word = known_words.word
    where
        coalesce(persons.persons_count, 10) >= 10
        and coalesce(known_words.theme, '') <> 'stop'
),

final as (
    select
        word,
        theme,
        english,
        cast(score_1_count as integer) as score_1_count,
        cast(other_count as integer) as other_count,
        round(score_1_share, 5) as score_1_share,
        round(other_share, 5) as other_share,
        round(safe_divide(score_1_share, other_share), 2) as lift
    from shared
    order by score_1_count + other_count desc, word
    limit 400
)

select * from final
