import {askRetry} from "./notice.js";

/** The parts of a FileAttachment that are used here. */
export type SiteFile = {name: string; href: string};

type Options = {
  fetch?: (href: string) => Promise<Response>;
  retry?: (name: string) => Promise<void>;
};

/** The bytes of a file of the site. */
export function download(file: SiteFile, options?: Options): Promise<Uint8Array> {
  return readFile(file, async (response) => new Uint8Array(await response.arrayBuffer()), options);
}

/** Reads a file of the site by one plain GET. When that fails on the way, it waits for the reader to ask for another try. */
export async function readFile<T>(
  {name, href}: SiteFile,
  read: (response: Response) => Promise<T>,
  {fetch = globalThis.fetch, retry = askRetry}: Options = {}
): Promise<T> {
  for (;;) {
    try {
      const response = await fetch(href);
      if (!response.ok) throw new Error(`${name}: status ${response.status}`);
      return await read(response);
    } catch (error) {
      if (error instanceof WebAssembly.CompileError) throw error;
      await retry(name);
    }
  }
}

export async function downloadJson<T>(file: SiteFile, options?: Options): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await download(file, options))) as T;
}
