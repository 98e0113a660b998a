import MiniSearch from "minisearch";
import {fold} from "./sql-page.js";

/** Something to find: where it is, and what stands below its title. */
export type Entry = {
  kind: "Page" | "Section" | "Question" | "Metric" | "Table" | "Column";
  title: string;
  text: string;
  href: string;
};

/** Where titles match alike, what answers comes before what it is made of. */
const weights: Record<Entry["kind"], number> = {Page: 3, Metric: 2.5, Question: 2, Section: 1.5, Table: 1.2, Column: 1};

/** Finds entries by the beginnings of words, whatever the case and the accents, and with a letter wrong in longer words. */
export function indexEntries(entries: readonly Entry[]): (text: string, count?: number) => Entry[] {
  const index = new MiniSearch<Entry & {id: number}>({
    fields: ["title", "text"],
    tokenize: (text) =>
      fold(text)
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean),
    searchOptions: {
      boost: {title: 4},
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: "AND",
      boostDocument: (id) => weights[entries[id as number]!.kind]
    }
  });
  index.addAll(entries.map((entry, id) => ({...entry, id})));
  return (text, count = 12) =>
    index
      .search(text)
      .slice(0, count)
      .map(({id}) => entries[id as number]!);
}
