/** The parts of the published lineage.json that are read here. */
export type LineageFile = {
  nodes: {
    id: string;
    type: "source" | "seed" | "snapshot" | "model";
    file?: string;
    description: string;
    columns: {name: string}[];
  }[];
  /** [node, column, source node, source column, kind]; column -1 is the table's rows. */
  edges: [number, number, number, number, number][];
};

/** An entry of the published checks.json. */
export type Check = {
  id: string;
  table: string;
  status: "pass" | "warn" | "fail";
  failing: number;
  threshold: string;
  reason?: string;
};

export type InputColumns = {file: string; columns: string[]};

/** The columns of input files that the columns a query names are made of, file by file, and through however many models. */
export function traceInputs({nodes, edges}: LineageFile, sql: string, tables: readonly string[]): InputColumns[] {
  const words = new Set(sql.toLowerCase().match(/\w+/g));
  const sources = new Map<string, string[]>();
  for (const [node, column, source, sourceColumn] of edges) {
    if (sourceColumn < 0) continue;
    const key = `${node}.${column}`;
    sources.set(key, [...(sources.get(key) ?? []), `${source}.${sourceColumn}`]);
  }
  const found = new Set(listNamed(nodes, words, tables));
  for (const key of found) for (const source of sources.get(key) ?? []) found.add(source);
  return groupByFile(nodes, found);
}

/** Each table's checks in figures, and what was found that is not as it should be. */
export function summarizeChecks(checks: readonly Check[], tables: readonly string[]) {
  return tables.map((table) => {
    const mine = checks.filter((check) => check.table.endsWith(`.${table}`));
    return {
      table,
      passed: mine.filter(({status}) => status === "pass").length,
      others: mine.filter(({status}) => status !== "pass")
    };
  });
}

function listNamed(nodes: LineageFile["nodes"], words: ReadonlySet<string>, tables: readonly string[]): string[] {
  return nodes.flatMap(({id, type, columns}, i) => {
    if (type !== "model" || !tables.some((table) => id.endsWith(`.${table}`))) return [];
    return columns.flatMap(({name}, j) => (words.has(name) ? `${i}.${j}` : []));
  });
}

function groupByFile(nodes: LineageFile["nodes"], keys: Iterable<string>): InputColumns[] {
  const files = new Map<string, string[]>();
  for (const key of keys) {
    const [node, column] = key.split(".").map(Number) as [number, number];
    const {type, id, file = `${id.replace(/^\w+\./, "")}.csv`, columns} = nodes[node]!;
    if (type === "source" || type === "seed") files.set(file, [...(files.get(file) ?? []), columns[column]!.name]);
  }
  return Array.from(files, ([file, columns]) => ({file, columns: columns.sort()})).sort((a, b) =>
    a.file.localeCompare(b.file)
  );
}
