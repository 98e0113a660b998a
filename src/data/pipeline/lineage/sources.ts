/**
 * How a column comes of another, weakest first. The last three carry its values: as they are, changed row by row, or
 * put together from many rows. The first two only steer: which branch is taken, or which rows stand in which order.
 */
export const kinds = ["conditional", "window", "identity", "transformation", "aggregation"] as const;
export type Kind = (typeof kinds)[number];

/** How a column decides which rows a table has, without being in it. */
export const influenceKinds = ["filter", "join", "group_by", "sort"] as const;
export type InfluenceKind = (typeof influenceKinds)[number];

/** The columns that something is made of, as `schema.table.column`; `schema.table.*` stands for the table's rows. */
export type Sources = ReadonlyMap<string, Kind>;

/** The columns that decide about a table's rows, by how they do. */
export type Influences = ReadonlyMap<InfluenceKind, ReadonlySet<string>>;

export const none: Sources = new Map();

/** All of the given sources; of one named twice the stronger kind is kept. */
export function merge(...all: Sources[]): Sources {
  const filled = all.filter((sources) => sources.size > 0);
  if (filled.length <= 1) return filled[0] ?? none;
  const merged = new Map(filled[0]);
  for (const sources of filled.slice(1))
    for (const [key, kind] of sources) {
      const known = merged.get(key);
      if (known === undefined || rank(known) < rank(kind)) merged.set(key, kind);
    }
  return merged;
}

/** The sources of what is made of them in a further step; what only steers goes on steering. */
export function through(kind: Kind, sources: Sources): Sources {
  return new Map([...sources].map(([key, inner]) => [key, compose(kind, inner)]));
}

const rank = (kind: Kind) => kinds.indexOf(kind);
const steers = (kind: Kind) => rank(kind) < rank("identity");

function compose(outer: Kind, inner: Kind): Kind {
  if (steers(outer)) return outer;
  if (steers(inner)) return inner;
  return rank(outer) > rank(inner) ? outer : inner;
}

export function influencesOf(kind: InfluenceKind, sources: Sources): Influences {
  return sources.size === 0 ? new Map() : new Map([[kind, new Set(sources.keys())]]);
}

export function mergeInfluences(...all: Influences[]): Influences {
  const merged = new Map<InfluenceKind, Set<string>>();
  for (const influences of all)
    for (const [kind, keys] of influences) merged.set(kind, new Set([...(merged.get(kind) ?? []), ...keys]));
  return merged;
}

/** Influences on the rows of a subquery, as sources of the value it yields. */
export function toConditions(influences: Influences): Sources {
  return new Map([...influences.values()].flatMap((keys) => [...keys].map((key) => [key, "conditional" as const])));
}

/** A source's table and column. */
export function splitKey(key: string): {table: string; column: string} {
  const dot = key.indexOf(".", key.indexOf(".") + 1);
  return {table: key.slice(0, dot), column: key.slice(dot + 1)};
}
