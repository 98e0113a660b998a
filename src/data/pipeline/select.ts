import {UsageError} from "./errors.ts";
import type {Model} from "./graph.ts";
import {reachable} from "./graph.ts";

/**
 * Ids of the models a selection names: a model, a layer such as `marts`, or `tag:` and a tag, each with `+` before it
 * for all it reads and after it for all that read it; less those that `exclude` names in the same way.
 */
export function selectModels(models: Model[], select: string[] = [], exclude: string[] = []): Set<string> {
  const selected = select.length > 0 ? expand(models, select, "--select") : new Set(models.map((model) => model.id));
  for (const id of expand(models, exclude, "--exclude")) selected.delete(id);
  return selected;
}

function expand(models: Model[], selection: string[], option: string): Set<string> {
  const parts = selection.flatMap((part) => part.split(/[\s,]+/)).filter(Boolean);
  return new Set(parts.flatMap((part) => expandPart(models, part, option)));
}

function expandPart(models: Model[], part: string, option: string): string[] {
  const [, before, name, after] = /^(\+?)([\w.:-]+)(\+?)$/.exec(part) ?? [];
  const named = models.filter((model) => isNamed(model, name)).map((model) => model.id);
  if (named.length === 0)
    throw new UsageError(
      `${option} ${part}: no such model. Write a model, a layer or tag:TAG, with + before it for what it reads and after it for what reads it.`
    );
  const parents = new Map(
    models.map((model) => [model.id, model.tables.filter((id) => models.some((m) => m.id === id))])
  );
  const findChildren = (id: string) => models.filter((model) => model.tables.includes(id)).map((model) => model.id);
  return [
    ...named,
    ...(before ? reachable(named, (id) => parents.get(id) ?? []) : []),
    ...(after ? reachable(named, findChildren) : [])
  ];
}

function isNamed({id, name, schema, contract}: Model, text = ""): boolean {
  return [id, name, schema].includes(text) || contract.tags.some((tag) => text === `tag:${tag}`);
}
