import {describe, expect, test} from "vitest";
import {answerLineage, readChoice} from "../../src/components/lineage-answers.ts";
import type {LineageFile} from "../../src/components/lineage-graph.ts";
import {placeTables, reach, readGraph, traceColumn} from "../../src/components/lineage-graph.ts";

const node = (id: string, columns: string[], isPublished = false) => ({
  id,
  type: id.startsWith("raw.") ? ("source" as const) : ("model" as const),
  ...(id.startsWith("raw.") && {file: `${id.slice(4)}.csv`}),
  description: id,
  isPublished,
  columns: columns.map((name) => ({name, type: "INTEGER", ...(isPublished && {isPublished: true as const})}))
});

/** raw.a.x, as it is, into staging.b.x; that, summed, into marts.c.total, and choosing into marts.c.label; c joins raw.d. */
const file: LineageFile = {
  kinds: ["conditional", "window", "identity", "transformation", "aggregation"],
  nodes: [
    node("raw.a", ["x", "y"]),
    node("staging.b", ["x"]),
    node("marts.c", ["total", "label", "rows"], true),
    node("raw.d", ["k"])
  ],
  edges: [
    [1, 0, 0, 0, 2],
    [1, -1, 0, -1, 2],
    [2, 0, 1, 0, 4],
    [2, 1, 1, 0, 0],
    [2, 2, 1, -1, 4]
  ],
  influences: [[2, 3, 0, 1]],
  pages: {"marts.c": ["index", "unit-economics"]}
};
const graph = readGraph(file);

describe("readGraph(file) and reach(next, start)", () => {
  test("follow tables both ways, joined ones too", () => {
    expect([...graph.parents[2]!].sort()).toEqual([1, 3]);
    expect([...reach(graph.parents, 2)].sort()).toEqual([0, 1, 3]);
    expect([...reach(graph.children, 0)].sort()).toEqual([1, 2]);
    expect(reach(graph.children, 2).size).toBe(0);
  });
});

describe("traceColumn(file, place, way)", () => {
  test("keeps apart what a column is made of and what only steers it", () => {
    expect(traceColumn(file, [2, 0], "up")).toEqual({
      direct: [{place: [1, 0], kind: "aggregation"}],
      values: [
        [1, 0],
        [0, 0]
      ],
      steering: []
    });
    expect(traceColumn(file, [2, 1], "up")).toMatchObject({
      values: [],
      steering: [
        [1, 0],
        [0, 0]
      ]
    });
  });

  test("goes down as it goes up", () => {
    expect(traceColumn(file, [0, 0], "down")).toEqual({
      direct: [{place: [1, 0], kind: "identity"}],
      values: [
        [1, 0],
        [2, 0]
      ],
      steering: [[2, 1]]
    });
    expect(traceColumn(file, [0, 1], "down")).toEqual({direct: [], values: [], steering: []});
  });

  test("follows the rows that are counted", () => {
    expect(traceColumn(file, [2, 2], "up").values).toEqual([
      [1, -1],
      [0, -1]
    ]);
  });
});

test("placeTables(graph, shown) puts each table right of all it reads, and none on another", () => {
  const placed = placeTables(graph, new Set([0, 1, 2, 3]));
  const rank = new Map(placed.map((item) => [item.node, item.rank]));
  expect([0, 1, 2, 3].map((id) => rank.get(id))).toEqual([0, 1, 2, 0]);
  expect(new Set(placed.map((item) => `${item.rank} ${item.row}`)).size).toBe(4);
  expect(placeTables(graph, new Set([2])).map(({rank}) => rank)).toEqual([0]);
});

test.each([
  [undefined, "2 input files become 2 tables, of which 1 is published for the pages."],
  [0, "raw.a is the input file a.csv and feeds 2 tables."],
  [2, "marts.c comes of 2 input files and feeds no other table; Home and Unit economics ask it."]
])("answerLineage(file, %j)", (chosen, expected) => {
  expect(answerLineage(file, chosen)).toBe(expected);
});

test.each([
  ["", {}],
  ["?node=marts.c", {node: 2}],
  ["?node=c&column=label", {node: 2, column: 1}],
  ["?node=c&column=gone", {node: 2}],
  ["?node=gone", {}]
])("readChoice(%j, file) is %j", (search, expected) => {
  expect(readChoice(search, file)).toEqual(expected);
});
