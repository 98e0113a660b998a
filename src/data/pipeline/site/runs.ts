import type {Session} from "../database.ts";
import {openWarehouse} from "../database.ts";
import {readCosts} from "../runlog/read-runs.ts";
import type {Settings} from "../settings.ts";
import {databasePath} from "../settings.ts";

/** Runs that the page has. */
const shown = 90;

/** What the page of runs tells, as of the build of the site: the last runs, one of them in detail, and what each model cost last. */
export async function describeRuns(settings: Settings) {
  const database = await openWarehouse(databasePath(settings), {readOnly: true});
  try {
    const session = await database.connect();
    const runs = await session.rows(runsSql);
    return {runs, detail: await readDetail(session), costs: await readCosts(session)};
  } finally {
    database.close();
  }
}

const runsSql = `
select run_id, status, started_at, seconds, data_label, sample, engine, left(commit_id, 7) as commit_id, is_full_refresh, built_count, skipped_count,
    passed_count, warned_count, failed_count, rows_in, rows_rejected, published_bytes, warehouse_bytes, peak_process_bytes, peak_engine_bytes,
    peak_temp_bytes, failure
from (from meta.runs order by started_at desc, run_id limit ${shown})
order by started_at, run_id`;

/** The last run that made a table, or tried to; its times are in seconds from its start. */
const detailSql = `
select run_id
from meta.runs
order by run_id in (select run_id from meta.run_models) desc, started_at desc
limit 1`;

async function readDetail(session: Session) {
  const {run_id} = await session.row<{run_id: string}>(detailSql);
  const from = (columns: string, table: string) => `
    select ${columns}, round(epoch(r.started_at - runs.started_at), 3) as start_seconds, r.seconds
    from meta.${table} as r join meta.runs using (run_id)
    where run_id = $1`;
  const [stages, tables, scans] = await Promise.all([
    session.rows(`${from("stage as name, r.status", "run_stages")} order by r.started_at`, [run_id]),
    session.rows(`${from("id as name, kind, r.status, thread", "run_models")} order by r.started_at, id`, [run_id]),
    session.rows(
      `select * from (${from("case when count(*) over (partition by r.table_name, r.started_at, thread) > 1 then r.table_name else check_id end as name, thread, count(*) over (partition by r.table_name, r.started_at, thread)::integer as checks_count", "run_checks")}) group by all order by start_seconds, name`,
      [run_id]
    )
  ]);
  return {run_id, stages, tables, scans};
}
