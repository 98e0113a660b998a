import {readFile} from "node:fs/promises";
import {DuckDBInstance} from "@duckdb/node-api";
import {report} from "./children.ts";

const [script, database] = process.argv.slice(2) as [string, string];
const sql = await readFile(script, "utf8");
const started = performance.now();
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run(sql);
connection.closeSync();
instance.closeSync();
report({seconds: (performance.now() - started) / 1000});
