import type {Session} from "../database.ts";

/** Tables of the warehouse that tell of its builds; they outlive its content. */
export const runTables = ["runs", "run_stages", "run_models", "run_checks"] as const;

export const createRunTables = `
create table if not exists meta.runs (
    run_id varchar not null, status varchar not null, started_at timestamp not null, finished_at timestamp not null, seconds double not null,
    data_label varchar, sample double, engine varchar, commit_id varchar, is_full_refresh boolean not null, release varchar,
    built_count integer not null, skipped_count integer not null, passed_count integer not null, warned_count integer not null, failed_count integer not null,
    rows_in bigint not null, rows_rejected bigint not null, published_bytes bigint, warehouse_bytes bigint,
    peak_process_bytes bigint not null, peak_engine_bytes bigint, peak_temp_bytes bigint, failure varchar
);
create table if not exists meta.run_stages (
    run_id varchar not null, stage varchar not null, status varchar not null, started_at timestamp not null, finished_at timestamp not null,
    seconds double not null
);
create table if not exists meta.run_models (
    run_id varchar not null, id varchar not null, kind varchar not null, status varchar not null, started_at timestamp not null, finished_at timestamp not null,
    seconds double not null, thread integer not null, row_count bigint, bytes bigint, is_published boolean not null, fingerprint varchar,
    budget_seconds double, budget_bytes bigint
);
create table if not exists meta.run_checks (
    run_id varchar not null, check_id varchar not null, table_name varchar not null, status varchar not null, failing_rows bigint not null,
    total_rows bigint not null, started_at timestamp, finished_at timestamp, seconds double, thread integer
);
`;

/** Older runs are forgotten. */
export const keptRuns = 1000;

/** Forgets all but the last runs. */
export async function forgetOldRuns(session: Session, kept = keptRuns): Promise<void> {
  const {n} = await session.row<{n: number}>("select count(*) as n from meta.runs");
  if (n <= kept) return;
  await session.run(
    `delete from meta.runs where run_id not in (select run_id from meta.runs order by started_at desc, run_id limit ${kept})`
  );
  for (const table of runTables.filter((name) => name !== "runs"))
    await session.run(`delete from meta.${table} where run_id not in (select run_id from meta.runs)`);
}
