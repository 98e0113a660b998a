with

review_words as (
    select * from intermediate.int_review_words
),

known_words as (
    select * from seeds.review_words
),

review_themes as (
    select distinct
        review_words.review_id,
        review_words.review_score,
        known_words.theme
    from review_words
    inner join known_words
        on review_words.word = known_words.word
    where known_words.theme not in ('stop', 'other')
),

totals as (
    select
        count(distinct review_id) filter (where review_score = 1) as score_1_comments_count,
        count(distinct review_id) filter (where review_score > 1) as other_comments_count
    from review_words
),

final as (
    select
        review_themes.theme,
        cast(count(*) filter (where review_themes.review_score = 1) as integer) as score_1_count,
        cast(count(*) filter (where review_themes.review_score > 1) as integer) as other_count,
        cast(max(totals.score_1_comments_count) as integer) as score_1_comments_count,
        cast(max(totals.other_comments_count) as integer) as other_comments_count
    from review_themes
    cross join totals
    group by review_themes.theme
)

select * from final
