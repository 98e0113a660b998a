-- Reviews with their texts, put together from phrases of the score's topic and
-- typed as people type: some without accents, some all in capitals.
create table reviews as

with phrases as (

    select
        topic,
        list(phrase order by phrase) filter (where slot = '1') as openings,
        list(phrase order by phrase) filter (where slot = '2') as middles,
        list(phrase order by phrase) filter (where slot = '3') as endings,
        list(phrase order by phrase) filter (where slot = 'title') as titles
    from parameters.phrases
    group by topic

),

drawn as (

    select
        review_scores.*,
        texts.message_share,
        texts.title_share,
        case topic when 'praise' then 0.45 else 0.7 end as eloquence,
        uniform(review, 'style') as style,
        openings[1 + floor(len(openings) * uniform(review, 'opening'))::bigint]
            as opening,
        middles[1 + floor(len(middles) * uniform(review, 'middle'))::bigint]
            as middle,
        middles[
            1 + floor(len(middles) * uniform(review, 'middle') + 3)::bigint
            % len(middles)
        ] as next_middle,
        endings[1 + floor(len(endings) * uniform(review, 'ending'))::bigint]
            as ending,
        titles[1 + floor(len(titles) * uniform(review, 'title'))::bigint]
            as title
    from review_scores
    inner join phrases using (topic)
    inner join parameters.texts as texts on review_scores.score = texts.score

),

composed as (

    select
        *,
        opening
        || case
            when uniform(review, 'more') >= eloquence then ''
            when uniform(review, 'joint') < 0.12 then e'\r\n' || middle
            when uniform(review, 'joint') < 0.4
                then ', ' || lower(middle[1]) || middle[2:]
            else '. ' || middle
        end
        || case
            when topic = 'praise' or uniform(review, 'even more') > 0.4 then ''
            else '. ' || next_middle
        end
        || case
            when uniform(review, 'close') >= eloquence then ''
            when uniform(review, 'joint') < 0.06 then e'\r\n' || ending
            else '. ' || ending
        end as message,
        created_date >= '2018-04-01'
        and uniform(review, 'has title') * 1000 < title_share as has_title,
        uniform(review, 'has message') * 1000 < message_share as has_message
    from drawn

),

typed as (

    select
        *,
        case
            when style < 0.12 then strip_accents(message)
            when style < 0.3 then lower(message)
            when style < 0.35 then upper(message)
            else message
        end as typed_message
    from composed

)

select
    review,
    score,
    case when has_title then title end as title,
    case when has_message then typed_message end as message,
    created_date,
    created_date + days(
        0.38 + exp(0.35 + 0.85 * normal(review, 'answer'))
        * case when uniform(review, 'slow answer') < 0.02 then 8 else 1 end
    ) as answered_at
from typed
