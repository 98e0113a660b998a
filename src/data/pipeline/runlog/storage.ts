import type {Session} from "../database.ts";
import {quoteLiteral} from "../sql-text.ts";

/** Bytes of a block of the database's file. */
const block = 262_144;

/** Bytes that tables take in the database's file, by id. An estimate: tables may share a block, and what is not yet stored is missing. */
export async function estimateStorage(session: Session, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const segments = ids.map(
    (id) =>
      `select ${quoteLiteral(id)} as id, block_id, block_offset, len(additional_block_ids) as more from pragma_storage_info(${quoteLiteral(id)}) where block_id >= 0`
  );
  const rows = await session.rows<{id: string; bytes: number}>(`
    with segments as (${segments.join(" union all ")}),
    sized as (
        select id, more, coalesce(lead(block_offset) over (partition by block_id order by block_offset), ${block}) - block_offset as used from segments
    )
    select id, sum(used + coalesce(more, 0) * ${block})::bigint as bytes from sized group by id`);
  return new Map(rows.map(({id, bytes}) => [id, bytes]));
}
