-- description: mart_review_themes knows of every comment that has a word, and no theme is in more comments than there are.
with

expected as (
    select
        count(*) filter (where review_score = 1) as score_1_comments_count,
        count(*) filter (where review_score > 1) as other_comments_count
    from intermediate.int_review_words
    where word_place = 1
)

select themes.*
from marts.mart_review_themes as themes
cross join expected
where
    themes.score_1_comments_count <> expected.score_1_comments_count
    or themes.other_comments_count <> expected.other_comments_count
    or themes.score_1_count > expected.score_1_comments_count
    or themes.other_count > expected.other_comments_count
