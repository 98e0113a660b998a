import type {SnapshotConfig} from "../contracts.ts";
import type {Model} from "../graph.ts";
import type {Dictionary, Relation} from "./relations.ts";
import {traceQuery} from "./queries.ts";
import type {InfluenceKind, Kind, Sources} from "./sources.ts";
import {influenceKinds, influencesOf, mergeInfluences, none} from "./sources.ts";
import type {Node} from "./syntax.ts";

/** What a model's columns and rows come of, in the tables that it reads; sorted, so that equal models compare equal. */
export interface ModelLineage {
  id: string;
  /** By column of the contract; a constant has no sources. */
  columns: Record<string, Source[]>;
  /** What its rows are made of: rows of tables mostly. */
  rows: Source[];
  /** Columns that decide which rows there are. */
  influences: Influence[];
}

export type Source = [key: string, kind: Kind];
export type Influence = [key: string, kind: InfluenceKind];

/** Traces one model: its own syntax tree, in which CTEs, stars and macros are seen through. */
export function traceModel(model: Pick<Model, "id" | "canonical" | "contract">, dictionary: Dictionary): ModelLineage {
  const {node} = JSON.parse(model.canonical) as {node: Node};
  const relation = withVersions(traceQuery(node, dictionary), model.contract.snapshot);
  return {
    id: model.id,
    columns: Object.fromEntries(model.contract.columns.map(({name}, i, all) => [name, find(relation, name, i, all)])),
    rows: toList(relation.rows),
    influences: influenceKinds.flatMap((kind) =>
      [...(relation.influences.get(kind) ?? [])].sort().map((key): Influence => [key, kind])
    )
  };
}

/** The columns that a snapshot checks decide which versions it has. */
function withVersions(relation: Relation, snapshot: SnapshotConfig | undefined): Relation {
  if (!snapshot) return relation;
  const checked = relation.columns.filter(({name}) => snapshot.checkColumns.includes(name));
  const influences = checked.map(({sources}) => influencesOf("filter", sources));
  return {...relation, influences: mergeInfluences(relation.influences, ...influences)};
}

/** By name, else by place: only the engine knows what it calls an expression that has no name. */
function find({columns, rest}: Relation, name: string, i: number, all: unknown[]): Source[] {
  const named = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  const placed = columns.length === all.length ? columns[i] : undefined;
  return toList((named ?? placed)?.sources ?? rest ?? none);
}

const toList = (sources: Sources): Source[] => [...sources].sort(([a], [b]) => (a < b ? -1 : 1));
