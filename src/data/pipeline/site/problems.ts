import {UsageError} from "../errors.ts";

/** Something wrong with a page: where it stands, and what to do about it. */
export interface Problem {
  /** Relative to the project's root. */
  file: string;
  line?: number;
  message: string;
}

export function formatProblem({file, line, message}: Problem): string {
  return `${file}${line === undefined ? "" : `:${line}`}: ${message}`;
}

/** The site's sources are wrong. Exit code 2. */
export class PageError extends UsageError {
  override name = "PageError";
  constructor(readonly problems: readonly Problem[]) {
    super([...new Set(problems.toSorted(byPlace).map(formatProblem))].join("\n"));
  }
}

function byPlace(a: Problem, b: Problem): number {
  return a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0);
}
