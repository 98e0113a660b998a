declare module "observablehq:stdlib" {
  export function FileAttachment(name: string): {
    name: string;
    href: string;
    json(): Promise<unknown>;
  };
}

declare module "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js";
