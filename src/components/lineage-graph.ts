export type Kind = "conditional" | "window" | "identity" | "transformation" | "aggregation";
export type LineageColumn = {name: string; type: string; isPublished?: true; isPii?: true};
export type LineageNode = {
  id: string;
  type: "source" | "seed" | "snapshot" | "model";
  file?: string;
  description: string;
  isPublished: boolean;
  columns: LineageColumn[];
};

/** data/lineage.json: the published lineage.json and the pages that ask each table. */
export type LineageFile = {
  kinds: Kind[];
  nodes: LineageNode[];
  /** [node, column, source node, source column, kind]; column -1 is the table's rows. */
  edges: [number, number, number, number, number][];
  influences: [number, number, number, number][];
  pages: Record<string, string[]>;
};

/** Which tables read which, by place in the file's list. */
export type TableGraph = {parents: Set<number>[]; children: Set<number>[]};

export function readGraph({nodes, edges, influences}: LineageFile): TableGraph {
  const parents = nodes.map(() => new Set<number>());
  const children = nodes.map(() => new Set<number>());
  const pairs = [
    ...edges.map(([node, , source]) => [node, source]),
    ...influences.map(([node, source]) => [node, source])
  ];
  for (const [node, source] of pairs as [number, number][]) {
    if (node === source) continue;
    parents[node]!.add(source);
    children[source]!.add(node);
  }
  return {parents, children};
}

/** All that is reached from a table, itself left out. */
export function reach(next: readonly ReadonlySet<number>[], start: number): Set<number> {
  const found = new Set<number>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const other of next[node]!) {
      if (found.has(other) || other === start) continue;
      found.add(other);
      open.push(other);
    }
  return found;
}

/** A column of a table, each by its place; column -1 is the table's rows. */
export type Place = [node: number, column: number];
export type Traced = {place: Place; kind: Kind};

const keyOf = ([node, column]: Place) => `${node}:${column}`;
const carries = (kind: Kind) => kind !== "conditional" && kind !== "window";

/** Follows columns one way, a step or all the way. */
export function traceColumn(
  file: LineageFile,
  start: Place,
  way: "up" | "down"
): {direct: Traced[]; values: Place[]; steering: Place[]} {
  const next = new Map<string, Traced[]>();
  for (const [node, column, source, sourceColumn, kind] of file.edges) {
    const [from, to]: [Place, Place] =
      way === "up"
        ? [
            [node, column],
            [source, sourceColumn]
          ]
        : [
            [source, sourceColumn],
            [node, column]
          ];
    next.set(keyOf(from), [...(next.get(keyOf(from)) ?? []), {place: to, kind: file.kinds[kind]!}]);
  }
  const values = follow(next, start, true);
  const all = follow(next, start, false);
  for (const key of values.keys()) all.delete(key);
  return {direct: next.get(keyOf(start)) ?? [], values: [...values.values()], steering: [...all.values()]};
}

function follow(next: Map<string, Traced[]>, start: Place, isValueOnly: boolean): Map<string, Place> {
  const found = new Map<string, Place>();
  const open = [start];
  for (let place = open.pop(); place; place = open.pop())
    for (const {place: other, kind} of next.get(keyOf(place)) ?? []) {
      if ((isValueOnly && !carries(kind)) || found.has(keyOf(other)) || keyOf(other) === keyOf(start)) continue;
      found.set(keyOf(other), other);
      open.push(other);
    }
  return found;
}

export type Placed = {node: number; rank: number; row: number};

/** Columns of tables from left to right, each right of all it reads; within a column near what it reads. */
export function placeTables({parents}: TableGraph, shown: ReadonlySet<number>): Placed[] {
  const ranks = new Map<number, number>();
  const rankOf = (node: number): number => {
    const known = ranks.get(node);
    if (known !== undefined) return known;
    const above = [...parents[node]!].filter((parent) => shown.has(parent));
    ranks.set(node, above.length === 0 ? 0 : 1 + Math.max(...above.map(rankOf)));
    return ranks.get(node)!;
  };
  const rows = new Map<number, number>();
  const placed: Placed[] = [];
  const nodes = [...shown].sort((a, b) => rankOf(a) - rankOf(b) || a - b);
  const last = Math.max(0, ...nodes.map(rankOf));
  for (let rank = 0; rank <= last; rank++) {
    const column = nodes
      .filter((node) => rankOf(node) === rank)
      .map((node) => ({node, near: meanRow(node, parents, rows)}));
    column.sort((a, b) => a.near - b.near || a.node - b.node);
    column.forEach(({node}, row) => {
      rows.set(node, row - (column.length - 1) / 2);
      placed.push({node, rank, row});
    });
  }
  return placed;
}

function meanRow(node: number, parents: readonly ReadonlySet<number>[], rows: ReadonlyMap<number, number>): number {
  const known = [...parents[node]!].map((parent) => rows.get(parent)).filter((row) => row !== undefined);
  return known.length === 0 ? 0 : known.reduce((sum, row) => sum + row, 0) / known.length;
}
