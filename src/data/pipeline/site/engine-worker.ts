import "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js";

// The lock is held for as long as this worker lives, which is how the page notices a worker that ends without a word.
void navigator.locks?.request(self.name, () => new Promise(() => undefined));
