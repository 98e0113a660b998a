import type {SourceContract} from "./contracts.ts";
import type {Session} from "./database.ts";
import {findLinks} from "./rejects.ts";
import {quoteIdentifier, quoteTable} from "./sql-text.ts";

/**
 * Thins the raw tables to a share of the persons, and with them to what hangs on those that are left: the rows of
 * the source with a `sample_by` column are kept by a hash of it, rows of others where their parent was kept. The same
 * share keeps the same persons, and a greater one all those of a smaller.
 */
export async function sampleRaw(session: Session, sources: SourceContract[], share: number): Promise<void> {
  const roots = sources.filter((source) => source.sampleBy !== undefined);
  for (const {id, sampleBy} of roots) {
    const draw = `cast('0x' || substr(md5(${quoteIdentifier(sampleBy!)}), 1, 8) as bigint) / 4294967296.0`;
    await session.run(`delete from ${quoteTable(id)} where ${draw} >= ${share}`);
  }
  const thinned = new Set(roots.map((source) => source.id));
  for (let changed = true; changed;) {
    changed = false;
    for (const {from, column, to, field} of sources.flatMap(findLinks)) {
      if (!thinned.has(to) || thinned.has(from)) continue;
      const parents = `select 1 from ${quoteTable(to)} as p where p.${quoteIdentifier(field)} = c.${quoteIdentifier(column)}`;
      await session.run(`delete from ${quoteTable(from)} as c where not exists (${parents})`);
      thinned.add(from);
      changed = true;
    }
  }
}
