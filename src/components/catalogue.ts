import {answerCatalogue, layerOf, readPlace, type IndexTable, type Profile} from "./catalogue-index.js";
import {tableIndex} from "./catalogue-list.js";
import {tableDetail} from "./catalogue-table.js";
import {element} from "./dom.js";
import {downloadJson, type SiteFile} from "./download.js";

export {answerCatalogue};

type Profiles = Record<string, Profile>;

/** The list of all tables, or the one that the address names; profiles are fetched by layer when one is opened. */
export function catalogue(tables: readonly IndexTable[], files: Record<string, SiteFile>): HTMLElement {
  const root = element("div");
  const index = tableIndex(tables);
  const profiles = new Map<string, Promise<Profiles>>();

  function load(layer: string): Promise<Profiles> {
    if (!profiles.has(layer)) profiles.set(layer, downloadJson<Profiles>(files[layer]!));
    return profiles.get(layer)!;
  }

  async function show(isMoving: boolean) {
    const place = readPlace(location, tables);
    if (!place) {
      root.replaceChildren(index);
      if (isMoving) index.querySelector("input")?.focus();
      return;
    }
    const {table, column} = place;
    const all = await load(layerOf(table.id));
    if (readPlace(location, tables)?.table !== table) return;
    root.replaceChildren(tableDetail(table, all[table.id]!));
    const target = document.getElementById(column ? `${table.id}.${column}` : "table-name");
    if (column || isMoving) target?.focus();
    if (column) target?.scrollIntoView({block: "center"});
    else if (isMoving) root.scrollIntoView();
  }

  addEventListener("hashchange", () => void show(true));
  void show(false);
  return root;
}
