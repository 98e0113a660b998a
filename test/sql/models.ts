import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import type {Contract} from "../../src/data/pipeline/contracts.ts";
import type {Row, Session} from "../../src/data/pipeline/database.ts";
import {Database} from "../../src/data/pipeline/database.ts";
import {findFiles} from "../../src/data/pipeline/files.ts";
import type {Model} from "../../src/data/pipeline/graph.ts";
import {readContracts, readProject} from "../../src/data/pipeline/project.ts";
import {createSeedSql} from "../../src/data/pipeline/seeds.ts";
import {quoteIdentifier, quoteLiteral, quoteTable} from "../../src/data/pipeline/sql-text.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

type Value = string | number | boolean | null;

/** Rows of the tables a model reads; a column that is not named is null, a table that is not named is empty. */
export type Inputs = Record<string, Record<string, Value>[]>;

/** The models of sql/, each to be run alone in memory. */
export class Models {
  private constructor(
    readonly all: Model[],
    private readonly macros: string[],
    private readonly tables: Map<string, Contract>,
    private readonly seeds: Map<string, string>
  ) {}

  static async read(): Promise<Models> {
    const contracts = await readContracts(root);
    const database = await Database.open();
    const {sources, seeds, models} = await readProject(await database.connect(), root, contracts);
    database.close();
    const tables = [...sources, ...seeds, ...models.map((model) => model.contract)];
    return new Models(
      models,
      contracts.macros.map((macro) => macro.sql),
      new Map(tables.map((table) => [table.id, table])),
      new Map(seeds.map((seed) => [seed.id, createSeedSql(root, seed)]))
    );
  }

  /** Rows the model makes of its inputs, in the order of their columns. Seeds are the real ones. */
  run<T = Row>(id: string, inputs: Inputs = {}): Promise<T[]> {
    const model = this.find(id);
    return this.inMemory(inputs, model.tables, async (session) => {
      return session.rows<T>(`select * from (${model.sql}\n) order by all`);
    });
  }

  /** Name and type of each column the model yields. */
  describe(id: string): Promise<{name: string; type: string}[]> {
    const model = this.find(id);
    return this.inMemory({}, model.tables, (session) =>
      session.rows(`select column_name as name, column_type as type from (describe ${model.sql}\n)`)
    );
  }

  /** Rows of a test of sql/tests/ that break its rule. */
  async breaches(name: string, inputs: Inputs): Promise<Row[]> {
    const sql = await readFile(`${root}sql/tests/${name}.sql`, "utf8");
    return this.inMemory(inputs, Object.keys(inputs), (session) => session.rows(sql));
  }

  /** Names of the tests of sql/tests/. */
  async listTests(): Promise<string[]> {
    return (await findFiles(`${root}sql/tests`, /\.sql$/)).map((file) => file.replace(/\.sql$/, "")).sort();
  }

  /** One row of expressions, which may call the macros of sql/macros/. */
  async evaluate<T = Row>(expressions: string): Promise<T> {
    return this.inMemory({}, [], (session) => session.row<T>(`select ${expressions}`));
  }

  private find(id: string): Model {
    const model = this.all.find((model) => model.id === id);
    if (!model) throw new Error(`no such model: ${id}`);
    return model;
  }

  private async inMemory<T>(inputs: Inputs, reads: string[], work: (session: Session) => Promise<T>): Promise<T> {
    const unread = Object.keys(inputs).find((table) => !reads.includes(table));
    if (unread) throw new Error(`the model does not read ${unread}`);
    const database = await Database.open();
    try {
      const session = await database.connect();
      for (const sql of this.macros) await session.run(sql);
      for (const table of reads) await this.createTable(session, table, inputs[table]);
      return await work(session);
    } finally {
      database.close();
    }
  }

  private async createTable(session: Session, id: string, rows: Inputs[string] = []): Promise<void> {
    const {schema, columns} = this.tables.get(id)!;
    await session.run(`create schema if not exists ${schema}`);
    if (schema === "seeds") return session.run(this.seeds.get(id)!);
    const typed = columns.map(({name, type}) => `${quoteIdentifier(name)} ${schema === "raw" ? "VARCHAR" : type}`);
    await session.run(`create table ${quoteTable(id)} (${typed.join(", ")})`);
    for (const row of rows) {
      const values = Object.values(row).map((value) => (value === null ? "null" : quoteLiteral(value)));
      const names = Object.keys(row).map(quoteIdentifier);
      await session.run(`insert into ${quoteTable(id)} (${names.join(", ")}) values (${values.join(", ")})`);
    }
  }
}
