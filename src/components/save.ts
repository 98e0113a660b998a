import {element} from "./dom.js";

/** Hands the reader a file. */
export function saveFile(name: string, content: BlobPart, type: string) {
  const href = URL.createObjectURL(new Blob([content], {type}));
  const link = element("a", {href, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

export function saveCsv(name: string, text: string) {
  saveFile(`${name}.csv`, text, "text/csv");
}

/** "Revenue by month" as "revenue-by-month". */
export function nameFile(title: string): string {
  const plain = title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "figure";
}
