import {execFile} from "node:child_process";
import {cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join, resolve} from "node:path";

export const projectDir = resolve(import.meta.dirname, "../..");

/** What a site is built from. */
export const projectParts = [
  "src",
  "sql",
  "seeds",
  "observablehq.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json"
];

export interface Outcome {
  code: number;
  /** Standard output and error, in order of arrival. */
  text: string;
}

/** A copy of this project in a folder of its own, to change and build at will. */
export class Project {
  private constructor(readonly dir: string) {}

  static async create(dir?: string): Promise<Project> {
    const project = new Project(dir ?? (await mkdtemp(join(tmpdir(), "olist-site-"))));
    const filter = (path: string) => !path.includes(".observablehq/") && !path.endsWith(".observablehq");
    for (const part of projectParts) await cp(join(projectDir, part), project.path(part), {recursive: true, filter});
    await symlink(join(projectDir, "node_modules"), project.path("node_modules"));
    return project;
  }

  path(...names: string[]): string {
    return join(this.dir, ...names);
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(dirname(this.path(name)), {recursive: true});
    await writeFile(this.path(name), text);
  }

  async edit(name: string, change: (text: string) => string): Promise<void> {
    await this.write(name, change(await readFile(this.path(name), "utf8")));
  }

  /** Runs `npm run build` and its like, without npm. */
  run(command: string[], env: Record<string, string> = {}): Promise<Outcome> {
    return this.spawn([process.execPath, "--import", "tsx", "src/data/pipeline/site/main.ts", ...command], env);
  }

  spawn([program, ...args]: string[], env: Record<string, string> = {}): Promise<Outcome> {
    const options = {cwd: this.dir, env: {...process.env, OLIST_WAREHOUSE_DIR: "", OLIST_DATA_DIR: "", ...env}};
    return new Promise((done) => {
      const child = execFile(program!, args, options, (error) =>
        done({code: error ? Number(error.code ?? 99) : 0, text})
      );
      let text = "";
      for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk: string) => void (text += chunk));
    });
  }

  async list(pattern: RegExp, dir = "."): Promise<string[]> {
    const names = await readdir(this.path(dir));
    return names.filter((name) => pattern.test(name)).sort();
  }

  /** Also while a process that was ended, or one of its own, still writes a last file. */
  remove(): Promise<void> {
    return rm(this.dir, {recursive: true, force: true, maxRetries: 10});
  }
}
