import type {BuildRecord} from "../artifacts/record.ts";
import type {Session} from "../database.ts";
import {isPublished} from "../publish.ts";
import type {Settings} from "../settings.ts";
import {readNodes} from "../state.ts";
import type {Budget} from "./budget.ts";
import {budgetOf} from "./budget.ts";
import {estimateStorage} from "./storage.ts";
import type {Span, Timeline} from "./timeline.ts";

/** A table that a build made, or failed to. */
export interface ModelRow {
  id: string;
  span: Span;
  rows: number | null;
  /** Of its Parquet where it is published, else of its storage; null for views, and where the table failed. */
  bytes: number | null;
  isPublished: boolean;
  fingerprint: string | undefined;
  /** Only models have one. */
  budget: Budget | undefined;
}

interface Sources {
  record: BuildRecord;
  timeline: Timeline;
  settings: Settings;
}

/** What is known of the tables that a build worked on, in the order in which it ended with them. */
export async function readModelRows(session: Session, {record, timeline, settings}: Sources): Promise<ModelRow[]> {
  const spans = timeline.spans.filter(({kind}) => kind !== "stage" && kind !== "check");
  if (spans.length === 0) return [];
  const nodes = await readNodes(session);
  const contracts = new Map(record.project?.models.map(({id, contract}) => [id, contract]));
  const published = new Map(record.published?.map(({schema, name, bytes}) => [`${schema}.${name}`, bytes]));
  const isStored = ({name, hasFailed}: Span) =>
    !hasFailed && !published.has(name) && nodes.get(name)?.row_count != null;
  const stored = await estimateStorage(
    session,
    spans.filter(isStored).map(({name}) => name)
  );
  return spans.map((span) => {
    const {name: id, hasFailed} = span;
    const [node, contract] = [hasFailed ? undefined : nodes.get(id), contracts.get(id)];
    return {
      id,
      span,
      rows: node?.row_count ?? null,
      bytes: hasFailed ? null : (published.get(id) ?? stored.get(id) ?? null),
      isPublished: contract ? isPublished(contract) : false,
      fingerprint: node?.fingerprint,
      budget: contract && budgetOf(contract, settings)
    };
  });
}
