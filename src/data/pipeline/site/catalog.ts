import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {SourceError} from "../errors.ts";

/** What the site build reads of the published catalogue. */
export interface Catalog {
  data: {label: string; fingerprint: string};
  /** The defaults of the pages' filters; a null filters nothing. */
  filters: Record<string, string | number | boolean | null>;
  tables: {name: string}[];
}

export async function readCatalog(publishDir: string): Promise<Catalog> {
  const text = await readFile(join(publishDir, "catalog.json"), "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as Catalog;
  throw new SourceError(
    `Nothing is published in ${publishDir}: run "npm run warehouse -- build" first, or set OLIST_WAREHOUSE_DIR to a built warehouse.`
  );
}
