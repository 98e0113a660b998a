import {mkdir, readFile, rename, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Session} from "../database.ts";
import type {Effects} from "../effects.ts";
import {fingerprint} from "../files.ts";
import type {ParseMemory} from "../parse-memory.ts";
import type {Run} from "../runs.ts";
import type {Settings} from "../settings.ts";
import {readSetting, writeSetting} from "../state.ts";
import {readUnitTests} from "../unit-tests.ts";
import {describeManifest} from "./manifest.ts";
import {describeEvents} from "./openlineage.ts";
import type {Build, BuildRecord} from "./record.ts";
import {readBuild} from "./record.ts";
import {describeRunResults} from "./run-results.ts";

interface ArtifactContext {
  sessions: Session[];
  settings: Settings;
  effects: Effects;
  run: Run;
  record: BuildRecord;
  memory: ParseMemory;
}

export const artifactsPath = (settings: Settings) => join(settings.warehouseDir, "artifacts");

/**
 * Does the build's work, and tells other tools of it, whether it came to its end or not: `manifest.json` and
 * `run_results.json` in dbt's format, `openlineage.jsonl`. Each replaces that of the build before, but the manifest of an
 * unchanged project stays.
 */
export async function recordArtifacts(context: ArtifactContext, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await writeArtifacts(context, error as Error);
    throw error;
  }
  await writeArtifacts(context, undefined);
}

/** A build counts even where the artefacts cannot be written. */
async function writeArtifacts(context: ArtifactContext, error: Error | undefined): Promise<void> {
  const {sessions, settings, effects, run, record, memory} = context;
  const {project} = record;
  if (!project) return;
  const clean = (text: string) => hidePaths(text, settings);
  try {
    const build = await readBuild(
      sessions[0]!,
      {...record, project},
      {
        run,
        error,
        unitTests: await readUnitTests(settings.root, memory),
        now: effects.now(),
        clean
      }
    );
    const dir = artifactsPath(settings);
    await mkdir(dir, {recursive: true});
    await writeManifest(sessions[0]!, dir, build, memory);
    await writeResults(dir, build);
    await memory.save();
  } catch (failure) {
    effects.log.warn(`the artefacts for other tools could not be written: ${(failure as Error).message}`);
  }
}

/** Writes the manifest unless the one that is there is what was last written, of the same project. */
async function writeManifest(session: Session, dir: string, build: Build, {version}: ParseMemory): Promise<void> {
  const path = join(dir, "manifest.json");
  const {project, planned} = build;
  const parts = [version, String(planned.length), ...project.macros.flatMap((macro) => [macro.path, macro.sql])];
  const versionOf = (text: string) => fingerprint(...parts, text);
  const stored = await readSetting(session, "manifest");
  if (stored !== undefined && versionOf(await readFile(path, "utf8").catch(() => "")) === stored) return;
  const text = JSON.stringify(describeManifest(build));
  await replaceFile(path, text);
  await writeSetting(session, "manifest", versionOf(text));
}

async function writeResults(dir: string, build: Build): Promise<void> {
  const files = {
    "run_results.json": JSON.stringify(describeRunResults(build)),
    "openlineage.jsonl": describeEvents(build)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join("")
  };
  await Promise.all(Object.entries(files).map(([name, text]) => replaceFile(join(dir, name), text)));
}

async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.partial`, text);
  await rename(`${path}.partial`, path);
}

/** Text without the machine's folders, which errors of the engine and the file system name. */
export function hidePaths(text: string, {root, warehouseDir, dataDir}: Settings): string {
  const folders: [string, string][] = [
    [warehouseDir, "<warehouse>"],
    [dataDir, "<data>"],
    [root, "<project>"]
  ];
  return folders
    .sort(([a], [b]) => b.length - a.length)
    .reduce((cleaned, [folder, name]) => cleaned.replaceAll(folder, name), text);
}
