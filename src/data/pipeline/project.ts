import type {ModelContract, SourceContract} from "./contracts.ts";
import {readModelContracts, readSeeds, readSources} from "./contracts.ts";
import type {Session} from "./database.ts";
import type {Model} from "./graph.ts";
import {readModels, sortModels} from "./graph.ts";
import {checkIncremental} from "./incremental/config.ts";
import type {MacroFile} from "./macros.ts";
import {readMacroFiles} from "./macros.ts";
import {ParseMemory} from "./parse-memory.ts";

/** All that is written under sql/ and seeds/. */
export interface Project {
  sources: SourceContract[];
  seeds: ModelContract[];
  macros: MacroFile[];
  /** In an order in which each stands after what it reads. */
  models: Model[];
}

/** Reads the contracts alone, which need no engine. */
export async function readContracts(root: string, memory = ParseMemory.none()) {
  const [sources, seeds, models, macros] = await Promise.all([
    readSources(root, memory),
    readSeeds(root, memory),
    readModelContracts(root, memory),
    readMacroFiles(root)
  ]);
  return {sources, seeds, models, macros};
}

/** Reads models and their graph with the engine's parser. */
export async function readProject(
  session: Session,
  root: string,
  contracts: Awaited<ReturnType<typeof readContracts>>,
  memory = ParseMemory.none()
): Promise<Project> {
  const {sources, seeds, macros} = contracts;
  const models = await readModels(session, root, contracts.models, memory);
  checkIncremental(models, [...sources, ...seeds, ...contracts.models.values()]);
  return {sources, seeds, macros, models: sortModels(models, new Set([...sources, ...seeds].map((table) => table.id)))};
}
