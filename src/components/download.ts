import {askRetry} from "./notice.js";

/** The parts of a FileAttachment that are used here. */
export type SiteFile = {name: string; href: string};

type Options = {
  fetch?: (href: string) => Promise<Response>;
  retry?: (name: string) => Promise<void>;
};

/** Reads a file of the site by one plain GET. When that fails, it waits for the reader to ask for another try. */
export async function download(
  {name, href}: SiteFile,
  {fetch = globalThis.fetch, retry = askRetry}: Options = {}
): Promise<Uint8Array> {
  for (;;) {
    try {
      const response = await fetch(href);
      if (!response.ok) throw new Error(`${name}: status ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    } catch {
      await retry(name);
    }
  }
}

export async function downloadJson<T>(file: SiteFile, options?: Options): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await download(file, options))) as T;
}
