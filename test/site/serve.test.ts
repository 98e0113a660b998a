import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import type {Server} from "node:http";
import {request} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {brotliDecompressSync, gunzipSync, gzipSync} from "node:zlib";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve} from "../../src/data/pipeline/site/serve.ts";

const page = `<!DOCTYPE html>\n${"<p>São Paulo</p>\n".repeat(200)}`;
const table = Buffer.from(`PAR1${"0123456789".repeat(500)}PAR1`);
const wasm = gzipSync("engine");

let dir: string;
let server: Server;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "olist-serve-"));
  const files: Record<string, string | Buffer> = {
    "secret.txt": "outside",
    "dist/index.html": page,
    "dist/sales.html": page,
    "dist/404.html": "<h1>Nothing here</h1>",
    "dist/_file/data/orders.0a1b2c3d.parquet": table,
    "dist/_file/data/engine.0a1b2c3d.wasm": "wasm",
    "dist/_file/data/engine.wasm.0a1b2c3d.gz": wasm,
    "dist/_import/style.0a1b2c3d.css": "p {}",
    "dist/.hidden": "hidden",
    "dist/service-worker.js": "self",
    "dist/build.json": "{}",
    "dist/manifest.webmanifest": "{}"
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(dir, name, ".."), {recursive: true});
    await writeFile(join(dir, name), content);
  }
  server = await serve({dir: join(dir, "dist"), port: 0});
});

afterAll(async () => {
  server.close();
  await rm(dir, {recursive: true, force: true});
});

interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** A request as it is: no decoding, no following, no tidying of the path. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const {port} = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({host: "127.0.0.1", port, path, headers, method}, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers as Answer["headers"],
          body: Buffer.concat(chunks)
        })
      );
    });
    sent.on("error", reject).end();
  });
}

const parquet = "/_file/data/orders.0a1b2c3d.parquet";

describe("serve({dir, port})", () => {
  test("listens on this machine only", () => {
    expect((server.address() as AddressInfo).address).toBe("127.0.0.1");
  });

  test.each(["/", "/sales", "/sales?from=2018-01"])("answers %s with its page", async (path) => {
    const {status, headers, body} = await get(path);
    expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
      200,
      "text/html; charset=utf-8",
      "no-cache"
    ]);
    expect(body.toString()).toBe(page);
  });

  test.each([
    ["/sales/", "/sales"],
    ["/sales.html?from=2018-01", "/sales?from=2018-01"],
    ["/index.html", "/"],
    ["/index", "/"],
    ["//example.com/", "/example.com"]
  ])("sends %s on to its one address %s", async (path, location) => {
    const {status, headers} = await get(path);
    expect([status, headers.location]).toEqual([302, location]);
  });

  test.each([
    "/none",
    "/_file",
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/_file/../../secret.txt",
    "/\\..\\secret.txt",
    "/.hidden",
    "/%00",
    "/%E0%A4%A"
  ])("answers %s with the 404 page", async (path) => {
    const {status, body} = await get(path);
    expect([status, body.toString()]).toEqual([404, "<h1>Nothing here</h1>"]);
  });

  test.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync]
  ])("compresses text by %s", async (encoding, decompress) => {
    const {headers, body} = await get("/sales", {"Accept-Encoding": encoding});
    expect([headers["content-encoding"], headers.vary]).toEqual([encoding, "Accept-Encoding"]);
    expect(decompress(body).toString()).toBe(page);
    expect(body.length).toBeLessThan(page.length / 5);
  });

  test("leaves packed files as they are", async () => {
    const engine = await get("/_file/data/engine.wasm.0a1b2c3d.gz", {"Accept-Encoding": "br, gzip"});
    expect([engine.headers["content-type"], engine.headers["content-encoding"]]).toEqual([
      "application/gzip",
      undefined
    ]);
    expect(engine.body.equals(wasm)).toBe(true);
    const {headers, body} = await get(parquet, {"Accept-Encoding": "br, gzip"});
    expect([headers["content-type"], headers["content-encoding"]]).toEqual([
      "application/vnd.apache.parquet",
      undefined
    ]);
    expect(body.equals(table)).toBe(true);
  });

  test("names WebAssembly as browsers want it", async () => {
    expect((await get("/_file/data/engine.0a1b2c3d.wasm")).headers["content-type"]).toBe("application/wasm");
  });

  test.each([
    ["bytes=0-3", "bytes 0-3/5008", "PAR1"],
    ["bytes=-4", "bytes 5004-5007/5008", "PAR1"],
    ["bytes=5000-", "bytes 5000-5007/5008", "6789PAR1"],
    ["bytes=5000-9999", "bytes 5000-5007/5008", "6789PAR1"]
  ])("answers the range %s", async (range, contentRange, text) => {
    const {status, headers, body} = await get(parquet, {Range: range});
    expect([status, headers["content-range"], body.toString()]).toEqual([206, contentRange, text]);
  });

  test("answers a range of text uncompressed", async () => {
    const {status, headers, body} = await get("/sales", {Range: "bytes=0-14", "Accept-Encoding": "br"});
    expect([status, headers["content-encoding"], body.toString()]).toEqual([206, undefined, "<!DOCTYPE html>"]);
  });

  test("refuses a range beyond the file", async () => {
    const {status, headers} = await get(parquet, {Range: "bytes=9999-"});
    expect([status, headers["content-range"]]).toEqual([416, "bytes */5008"]);
  });

  test.each([
    ["/service-worker.js", "text/javascript; charset=utf-8"],
    ["/build.json", "application/json; charset=utf-8"],
    ["/manifest.webmanifest", "application/manifest+json; charset=utf-8"]
  ])("says what %s is, and has it asked for again", async (path, type) => {
    const {headers} = await get(path);
    expect([headers["content-type"], headers["cache-control"]]).toEqual([type, "no-cache"]);
  });

  test("lets browsers keep what carries its hash, and asks again for pages", async () => {
    expect((await get(parquet)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    const first = await get("/sales");
    const second = await get("/sales", {"If-None-Match": first.headers.etag!});
    expect([second.status, second.body.length]).toEqual([304, 0]);
  });

  test("answers HEAD without a body and refuses to be written to", async () => {
    const head = await get("/sales", {}, "HEAD");
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect((await get("/sales", {}, "POST")).status).toBe(405);
  });

  test("forbids pages to load from other hosts", async () => {
    const {"content-security-policy": policy} = (await get("/")).headers;
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  test("shows a new build at once", async () => {
    await writeFile(join(dir, "dist/late.html"), "late");
    expect((await get("/late")).body.toString()).toBe("late");
  });

  test("says what to do when the port is taken", async () => {
    const {port} = server.address() as AddressInfo;
    await expect(serve({dir, port})).rejects.toThrow(
      `Port ${port} is taken: stop what uses it, or choose another with --port.`
    );
  });
});
