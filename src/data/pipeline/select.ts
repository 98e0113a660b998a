import {UsageError} from "./errors.ts";
import type {Model} from "./graph.ts";
import {reachable} from "./graph.ts";

/** Ids of the models a selection names: `a` itself, `+a` with all it reads, `a+` with all that read it. */
export function selectModels(models: Model[], selection: string[]): Set<string> {
  const parents = new Map(models.map((model) => [model.id, model.tables]));
  const children = new Map(
    models.map((model) => [
      model.id,
      models.filter((other) => other.tables.includes(model.id)).map((other) => other.id)
    ])
  );
  const selected = new Set<string>();
  for (const part of selection.flatMap((part) => part.split(/[\s,]+/)).filter(Boolean)) {
    const [, before, name, after] = /^(\+?)([\w.]+)(\+?)$/.exec(part) ?? [];
    const model = models.find((model) => model.id === name || model.name === name);
    if (!model)
      throw new UsageError(
        `--select ${part}: no such model. Write a model's name, with + before it for what it reads and after it for what reads it.`
      );
    const ids = [
      model.id,
      ...(before ? reachable([model.id], (id) => parents.get(id) ?? []) : []),
      ...(after ? reachable([model.id], (id) => children.get(id) ?? []) : [])
    ];
    for (const id of ids) if (parents.has(id)) selected.add(id);
  }
  return selected;
}
