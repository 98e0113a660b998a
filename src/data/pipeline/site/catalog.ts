import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Catalog} from "../catalog.ts";
import {SourceError} from "../errors.ts";

export type {Catalog};

export async function readCatalog(publishDir: string): Promise<Catalog> {
  const text = await readFile(join(publishDir, "catalog.json"), "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as Catalog;
  throw new SourceError(
    `Nothing is published in ${publishDir}: run "npm run warehouse -- build" first, or set OLIST_WAREHOUSE_DIR to a built warehouse.`
  );
}
