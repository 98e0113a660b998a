import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {ModelContract} from "./contracts.ts";
import type {Session} from "./database.ts";
import type {Effects} from "./effects.ts";
import type {SqlError} from "./errors.ts";
import {UsageError} from "./errors.ts";
import {fingerprint} from "./files.ts";
import {timeIn} from "./runlog/timeline.ts";
import {quoteLiteral, quoteTable} from "./sql-text.ts";
import {readNodes, writeNode} from "./state.ts";

/** Loads changed reference tables of `seeds/`, typed by their contract; returns each one's fingerprint. */
export async function loadSeeds(
  session: Session,
  root: string,
  seeds: ModelContract[],
  {effects, isFull}: {effects: Effects; isFull: boolean}
): Promise<Map<string, string>> {
  const before = await readNodes(session);
  const fingerprints = await seedFingerprints(root, seeds);
  for (const seed of seeds) {
    const version = fingerprints.get(seed.id)!;
    if (!isFull && before.get(seed.id)?.fingerprint === version) continue;
    await timeIn(effects, "seed", seed.id, () => loadSeed(session, root, seed, {version, now: effects.now()}));
  }
  return fingerprints;
}

function loadSeed(session: Session, root: string, seed: ModelContract, {version, now}: {version: string; now: Date}) {
  return session.transaction(async () => {
    await createSeed(session, root, seed);
    const {n} = await session.row<{n: number}>(`select count(*) as n from ${quoteTable(seed.id)}`);
    await writeNode(session, {
      id: seed.id,
      fingerprint: version,
      inputs: {file: version},
      changed: ["file"],
      row_count: n,
      seconds: 0,
      built_at: now.toISOString()
    });
  });
}

/** Fingerprint of each seed, by id. */
export async function seedFingerprints(root: string, seeds: ModelContract[]): Promise<Map<string, string>> {
  const entries = seeds.map(
    async (seed) =>
      [
        seed.id,
        fingerprint(await readSeed(root, seed), JSON.stringify(seed.columns.map(({name, type}) => [name, type])))
      ] as const
  );
  return new Map(await Promise.all(entries));
}

const seedPath = ({name}: ModelContract) => `seeds/${name}.csv`;

async function readSeed(root: string, seed: ModelContract): Promise<string> {
  return readFile(join(root, seedPath(seed)), "utf8").catch((error: Error) => {
    throw new UsageError(`${seedPath(seed)}, named in ${seed.path}, cannot be read: ${error.message}`, {cause: error});
  });
}

async function createSeed(session: Session, root: string, seed: ModelContract): Promise<void> {
  await session.run(createSeedSql(root, seed)).catch((error: SqlError) => {
    throw new UsageError(`${seedPath(seed)} does not fit its contract in ${seed.path}: ${error.message}`, {
      cause: error
    });
  });
}

/** The statement that loads a seed. */
export function createSeedSql(root: string, seed: ModelContract): string {
  const types = seed.columns.map(({name, type}) => `${quoteLiteral(name)}: ${quoteLiteral(type)}`);
  return `create or replace table ${quoteTable(seed.id)} as
select * from read_csv(${quoteLiteral(join(root, seedPath(seed)))}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types.join(", ")}})`;
}
