import type {Contract} from "../contracts.ts";
import {isPublished} from "../publish.ts";
import type {Project} from "../project.ts";
import type {ModelLineage} from "./lineage.ts";
import type {InfluenceKind, Kind} from "./sources.ts";
import {influenceKinds, kinds, splitKey} from "./sources.ts";

/** `lineage.json`: what every column of the warehouse comes of, down to the columns of the input files. */
export interface LineageFile {
  version: 1;
  kinds: readonly Kind[];
  influenceKinds: readonly InfluenceKind[];
  nodes: LineageNode[];
  /** [node, column, source node, source column, kind], each its place in the lists above; column -1 is the table's rows. */
  edges: [number, number, number, number, number][];
  /** [node, source node, source column, influence kind]: columns that decide which rows a table has. */
  influences: [number, number, number, number][];
}

export interface LineageNode {
  /** `schema.name`. */
  id: string;
  type: "source" | "seed" | "snapshot" | "model";
  /** Where it is written, relative to the root. */
  path: string;
  /** The input file of a source, whose columns are named as the table's. */
  file?: string;
  description: string;
  /** Whether the site has its rows. */
  isPublished: boolean;
  columns: LineageColumn[];
}

export interface LineageColumn {
  name: string;
  type: string;
  /** Only where true: the site has its values. */
  isPublished?: true;
  /** Only where true: the column tells who a person is. */
  isPii?: true;
}

/** The lineage of the whole project as the site reads it; names and types only, no data. */
export function describeLineage(project: Project, lineage: ModelLineage[]): LineageFile {
  const nodes = describeNodes(project);
  const places = new Map(nodes.map(({id, columns}, i) => [id, {i, columns: placesOf(columns)}]));
  const place = (key: string): [number, number] => {
    const {table, column} = splitKey(key);
    const node = places.get(table);
    return [node?.i ?? -1, node?.columns.get(column.toLowerCase()) ?? -1];
  };
  const isKnown = ([, , source]: readonly number[]) => source !== -1;
  return {
    version: 1,
    kinds,
    influenceKinds,
    nodes,
    edges: lineage.flatMap((model) => edgesOf(model, place)).filter(isKnown),
    influences: lineage.flatMap(({id, influences}) =>
      influences.map(
        ([key, kind]) =>
          [place(`${id}.*`)[0], ...place(key), influenceKinds.indexOf(kind)] as [number, number, number, number]
      )
    )
  };
}

const placesOf = (columns: LineageColumn[]) => new Map(columns.map(({name}, i) => [name.toLowerCase(), i]));

function edgesOf({id, columns, rows}: ModelLineage, place: (key: string) => [number, number]): LineageFile["edges"] {
  const all = [...Object.entries(columns), ["*", rows] as const];
  return all.flatMap(([column, sources]) =>
    sources.map(
      ([key, kind]) => [...place(`${id}.${column}`), ...place(key), kinds.indexOf(kind)] as LineageFile["edges"][number]
    )
  );
}

function describeNodes({sources, seeds, models}: Project): LineageNode[] {
  return [
    ...sources.map((source) => describeNode(source, {type: "source", path: source.path, file: source.file}, false)),
    ...seeds.map((seed) => describeNode(seed, {type: "seed", path: `seeds/${seed.name}.csv`}, false)),
    ...models.map(({contract, path}) =>
      describeNode(contract, {type: contract.snapshot ? "snapshot" : "model", path}, isPublished(contract))
    )
  ];
}

function describeNode(
  {id, description, columns}: Contract,
  {type, path, file}: Pick<LineageNode, "type" | "path" | "file">,
  isTablePublished: boolean
): LineageNode {
  return {
    id,
    type,
    path,
    ...(file && {file}),
    description,
    isPublished: isTablePublished,
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      ...(isTablePublished && column.isPublished && {isPublished: true}),
      ...(column.isPii && {isPii: true})
    }))
  };
}
