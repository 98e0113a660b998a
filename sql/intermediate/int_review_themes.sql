with

review_words as (
    select * from intermediate.int_review_words
),

known_words as (
    select * from seeds.review_words
),

themes as (
    select distinct
        review_words.review_id,
        review_words.review_score,
        known_words.theme
    from review_words
    inner join known_words
        on review_words.word = known_words.word
    where known_words.theme not in ('stop', 'other')
)

select * from themes
