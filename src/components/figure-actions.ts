import {formatCsv, listColumns} from "./csv.js";
import {element} from "./dom.js";
import type {Figure} from "./figure-menu.js";
import {findOrigin, listSources} from "./origin.js";
import {nameFile, saveCsv, saveFile} from "./save.js";

type Action = {label: string; run: () => unknown};

/** The menu of a figure: arrow keys go through it, Escape leaves it, and an action that fails says so in its place. */
export function makeMenu(figure: Figure, close: (isReturning?: boolean) => void): HTMLElement {
  const items = listActions(figure).map(({label, run}) => {
    const item = element("button", {type: "button", role: "menuitem", tabindex: -1}, label);
    item.addEventListener("click", () => void act(item, run));
    return item;
  });
  const menu = element("div", {role: "menu", "aria-label": figure.title}, ...items);

  async function act(item: HTMLElement, run: Action["run"]) {
    item.setAttribute("aria-busy", "true");
    try {
      await run();
      close(true);
    } catch (error) {
      item.removeAttribute("aria-busy");
      item.textContent = `Failed: ${String(error instanceof Error ? error.message : error).split("\n")[0]}. Try again`;
    }
  }

  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Record<string, number> = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1};
    if (event.key === "Escape") close(true);
    if (event.key === "Tab") close();
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)!.focus();
  });
  return menu;
}

function listActions(figure: Figure): Action[] {
  const {picture, source, metrics} = figure;
  const hasPicture = picture?.querySelector("svg");
  const isMade = source || metrics || figure.queries;
  return [
    ...(hasPicture ? listPictures(figure) : []),
    ...listCsv(figure),
    ...listParquet(figure),
    ...(isMade
      ? [{label: "How it is made", run: async () => (await import("./figure-making.js")).showMaking(figure)}]
      : [])
  ];
}

function listPictures({title, picture}: Figure): Action[] {
  const name = nameFile(title);
  return [
    {
      label: "Picture as SVG",
      run: async () => {
        const {drawSvg} = await import("./figure-image.js");
        saveFile(`${name}.svg`, drawSvg(picture!).text, "image/svg+xml");
      }
    },
    {
      label: "Picture as PNG",
      run: async () => {
        const {drawPng} = await import("./figure-image.js");
        saveFile(`${name}.png`, await drawPng(picture!), "image/png");
      }
    }
  ];
}

function listCsv({title, source, csv}: Figure): Action[] {
  const name = nameFile(title);
  if (csv) return [{label: "Data as CSV", run: async () => saveCsv(name, await csv())}];
  return number(listSources(source), (rows, suffix) => ({
    label: `Data as CSV${suffix}`,
    run: () => saveCsv(name + suffix.replace(" ", "-"), formatCsv(rows, listColumns(rows)))
  }));
}

function listParquet({
  title,
  source,
  queries = listSources(source).flatMap((rows) => findOrigin(rows)?.query ?? [])
}: Figure): Action[] {
  return number(queries, (query, suffix) => ({
    label: `Data as Parquet${suffix}`,
    run: async () => {
      const {writeParquet} = await import("./warehouse.js");
      const bytes = await writeParquet(query);
      saveFile(
        `${nameFile(title)}${suffix.replace(" ", "-")}.parquet`,
        bytes as BlobPart,
        "application/vnd.apache.parquet"
      );
    }
  }));
}

/** Numbers several things; a single one needs none. */
function number<T>(items: readonly T[], make: (item: T, suffix: string) => Action): Action[] {
  return items.map((item, i) => make(item, items.length > 1 ? ` ${i + 1}` : ""));
}
