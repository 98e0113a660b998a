import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import type {IncomingMessage, Server, ServerResponse} from "node:http";
import {createServer} from "node:http";
import {join} from "node:path";
import compression from "compression";
import send from "send";
import {UsageError} from "../errors.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The site may load from its own host only; scripts and styles also stand in pages, and the engine makes a blob of its module. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'"
].join("; ");

/** Serves a built site on this machine only: ranges, compression, clean URLs, its own 404 page. */
export async function serve({dir = "dist", port = 3000, host = "127.0.0.1"} = {}): Promise<Server> {
  const server = createServer(createHandler(dir));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explainListen(error, port)));
    server.listen(port, host, resolve);
  });
  return server;
}

export function createHandler(dir: string): Handler {
  const compress = compression({filter: isCompressible}) as unknown as (
    ...args: [...Parameters<Handler>, () => void]
  ) => void;
  return (request, response) => compress(request, response, () => answer(dir, request, response));
}

function answer(dir: string, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response);
  const [path = "/", query] = request.url!.replace(/^\/{2,}/, "/").split("?", 2);
  if (path.includes("\\")) return void sendNotFound(dir, response);
  const clean = getCleanPath(path);
  if (clean !== path) return redirect(response, query === undefined ? clean : `${clean}?${query}`);
  send(request, path, {root: dir, extensions: ["html"], dotfiles: "deny", cacheControl: false})
    .on("headers", setHeaders)
    .on("directory", () => void sendNotFound(dir, response))
    .on("error", (error: SendError) => void sendError(dir, response, error))
    .pipe(response);
}

/** Pages have one address each: without .html, without index, without a slash at the end. */
function getCleanPath(path: string): string {
  const clean = path.replace(/(?:\/index)?(?:\.html)?\/*$/, "");
  return clean === "" ? "/" : clean;
}

/** Names that carry their content's hash never change; the others are asked for again, and answered by 304. */
function setHeaders(response: ServerResponse, path: string): void {
  const isHashed = /\.(?:[0-9a-f]{8}|[0-9A-Z]{8})\.\w+$/.test(path);
  response.setHeader("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (path.endsWith(".parquet")) response.setHeader("Content-Type", "application/vnd.apache.parquet");
}

interface SendError {
  status: number;
  headers?: Record<string, string>;
}

/** A range beyond the file is answered as such; all else that cannot be sent is not there, as far as anybody outside knows. */
function sendError(dir: string, response: ServerResponse, {status, headers}: SendError): void {
  if (status === 416) response.writeHead(status, headers).end();
  else void sendNotFound(dir, response);
}

async function sendNotFound(dir: string, response: ServerResponse): Promise<void> {
  const page = join(dir, "404.html");
  const body = existsSync(page) ? await readFile(page) : "Not found";
  response.statusCode = 404;
  response.setHeader("Cache-Control", "no-cache");
  response.setHeader("Content-Type", `text/${existsSync(page) ? "html" : "plain"}; charset=utf-8`);
  response.end(body);
}

function refuse(response: ServerResponse): void {
  response.writeHead(405, {Allow: "GET, HEAD"}).end();
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, {Location: location, "Cache-Control": "no-cache"}).end();
}

/** A part of a file is sent as it is: its positions are those of the file. */
function isCompressible(request: IncomingMessage, response: ServerResponse): boolean {
  return request.headers.range === undefined && compression.filter(request as never, response as never);
}

function explainListen(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new UsageError(`Port ${port} is taken: stop what uses it, or choose another with --port.`);
  if (error.code === "EACCES") return new UsageError(`Port ${port} is not allowed: choose one above 1023 with --port.`);
  return error;
}
