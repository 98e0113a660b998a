type Printed = {expand: () => void; restore: () => void};

const tables = new WeakMap<Element, Printed>();

/** Lets a table that shows a page of its rows show all that it has while it is being printed. */
export function whilePrinting(table: HTMLElement, printed: Printed): HTMLElement {
  tables.set(table, printed);
  return table;
}

for (const [event, name] of [
  ["beforeprint", "expand"],
  ["afterprint", "restore"]
] as const)
  addEventListener(event, () => {
    for (const table of document.querySelectorAll(".paged")) tables.get(table)?.[name]();
  });
