import {mkdir, mkdtemp, readdir, rm, symlink} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Database} from "../../src/data/pipeline/database.ts";
import {quoteLiteral} from "../../src/data/pipeline/sql-text.ts";
import {median} from "./children.ts";
import {build} from "./warehouse.ts";

export interface DropBench extends Record<string, unknown> {
  full_s: number;
  drop_s: number;
  /** Of a drop to the full build just before it, and the same of processor time. */
  ratio: number;
  cpu_ratio: number;
  models_built: number;
  by_affected_keys: number;
}

/** Builds from the input files, then again with the files of one more day beside them, turn by turn; medians of the rounds. */
export async function benchDrop(data: string, {orders = 200, rounds = 3} = {}): Promise<DropBench> {
  const dir = await mkdtemp(join(tmpdir(), "bench-drop-"));
  try {
    const [before, after, warehouse] = [join(dir, "before"), join(dir, "after"), join(dir, "warehouse")];
    for (const input of [before, after]) {
      await mkdir(input);
      for (const file of await readdir(data)) await symlink(join(data, file), join(input, file));
    }
    await writeDrop(after, orders);
    const pairs = [];
    for (let round = 0; round < rounds; round++) {
      await rm(warehouse, {recursive: true, force: true});
      const full = await build(before, warehouse);
      pairs.push({full, drop: await build(after, warehouse)});
    }
    return summarize(pairs);
  } finally {
    await rm(dir, {recursive: true, force: true});
  }
}

type Pair = Record<"full" | "drop", Awaited<ReturnType<typeof build>>>;

function summarize(pairs: Pair[]): DropBench {
  const of = (read: (pair: Pair) => number) => Math.round(median(pairs.map(read)) * 100) / 100;
  const {built, incremental} = pairs[0]!.drop;
  return {
    full_s: of(({full}) => full.seconds),
    drop_s: of(({drop}) => drop.seconds),
    ratio: of(({full, drop}) => drop.seconds / full.seconds),
    cpu_ratio: of(({full, drop}) => drop.cpuSeconds / full.cpuSeconds),
    models_built: built,
    by_affected_keys: incremental
  };
}

const times = (names: string[]) =>
  names
    .map((name) => `strftime(cast(${name} as timestamp) + to_days(days), '%Y-%m-%d %H:%M:%S') as ${name}`)
    .join(", ");
const renamed = (name: string) => `md5(${name} || 'drop') as ${name}`;

/** What stands in each file of a drop: rows of picked orders with all that hangs on them, under new keys, on a later day. */
const dropFiles: Record<string, string> = {
  orders: `select o.* exclude (days) replace (${renamed("order_id")}, ${renamed("customer_id")}, ${times(["order_purchase_timestamp", "order_approved_at", "order_delivered_carrier_date", "order_delivered_customer_date", "order_estimated_delivery_date"])})
    from picked as o`,
  // Every thirtieth is a person who comes back.
  customers: `select c.* replace (
      ${renamed("customer_id")},
      case when hash(customer_id) % 30 = 0 then customer_unique_id else md5(customer_unique_id || 'drop') end as customer_unique_id
    ) from {customers} as c semi join picked using (customer_id)`,
  order_items: `select i.* replace (${renamed("order_id")}, ${times(["shipping_limit_date"])})
    from {order_items} as i inner join shifts using (order_id)`,
  order_payments: `select p.* replace (${renamed("order_id")}) from {order_payments} as p semi join picked using (order_id)`,
  order_reviews: `select r.* replace (${renamed("review_id")}, ${renamed("order_id")}, ${times(["review_creation_date", "review_answer_timestamp"])})
    from {order_reviews} as r inner join shifts using (order_id)`
};

/** Writes the files of the day after the last beside the input files. */
async function writeDrop(dir: string, orders: number): Promise<void> {
  const database = await Database.open();
  const session = await database.connect();
  await session.run(
    withFiles(
      dir,
      `create table shifts as
    with days as (select *, cast(order_purchase_timestamp as timestamp)::date as day from {orders})
    select order_id, cast((select max(day) from days) + 1 - day as integer) as days
    from days where order_status = 'delivered' order by md5(order_id) limit ${orders}`
    )
  );
  await session.run(
    withFiles(dir, "create table picked as select o.*, days from {orders} as o inner join shifts using (order_id)")
  );
  for (const [table, sql] of Object.entries(dropFiles)) {
    const path = join(dir, `olist_${table}_dataset_next_day.csv`);
    await session.run(`copy (${withFiles(dir, sql)}) to ${quoteLiteral(path)} (header, delimiter ',')`);
  }
  database.close();
}

/** Names such as {orders} as the input file of that table, all of it text. */
const withFiles = (dir: string, sql: string) =>
  sql.replace(/\{(\w+)\}/g, (_, table: string) => {
    const path = quoteLiteral(join(dir, `olist_${table}_dataset.csv`));
    return `read_csv(${path}, header = true, all_varchar = true)`;
  });
