import type {Row, Session} from "../database.ts";

/** The last runs, newest first. */
export const readLastRuns = (session: Session, count: number) =>
  session.rows(`
    select run_id as run, status, cast(started_at as varchar)[:19] as started_at, round(seconds, 2) as seconds, built_count as built, rows_in,
        round(peak_process_bytes / 1e6)::integer as memory_mb, left(commit_id, 7) as commit, data_label as data, split_part(failure, chr(10), 1) as failure
    from meta.runs
    order by meta.runs.started_at desc
    limit ${count}`);

/** What each model cost when it was last made; a model that is gone is not among them. */
const lastCosts = `
    select m.*
    from meta.run_models as m
    join meta.nodes as n using (id)
    where m.status = 'success'
    qualify row_number() over (partition by id order by m.started_at desc) = 1`;

/** The models that took longest when they were last made. */
export const readSlowestModels = (session: Session, count: number) =>
  session.rows(`
    with costs as (${lastCosts})
    select id as model, round(seconds, 2) as seconds, row_count as rows, bytes, cast(finished_at as varchar)[:19] as built_at
    from costs
    where kind = 'model'
    order by costs.seconds desc, id
    limit ${count}`);

/** Models that cost more than their budget when they were last made. */
export const readModelsOverBudget = (session: Session): Promise<Row[]> =>
  session.rows(`
    with costs as (${lastCosts})
    select id as model, round(seconds, 2) as seconds, budget_seconds, bytes, budget_bytes
    from costs
    where seconds > budget_seconds or bytes > budget_bytes
    order by id`);

/** What each layer holds, and since when. */
export const readLayers = (session: Session) =>
  session.rows(`
    with costs as (${lastCosts})
    select split_part(n.id, '.', 1) as layer, count(*) as tables, sum(n.row_count)::bigint as rows, sum(c.bytes)::bigint as bytes,
        round(sum(n.seconds), 2) as seconds, cast(min(n.built_at) as varchar)[:19] as oldest, cast(max(n.built_at) as varchar)[:19] as newest
    from meta.nodes as n
    left join costs as c using (id)
    group by layer
    order by min(n.built_at), layer`);

/** What each model cost when it was last made, with its budget; the dearest first. */
export const readCosts = (session: Session) =>
  session.rows(`
    with costs as (${lastCosts})
    select id, costs.seconds, row_count, bytes, is_published, budget_seconds, budget_bytes
    from costs
    where kind = 'model'
    order by costs.seconds desc, id`);
