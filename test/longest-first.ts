import {statSync} from "node:fs";
import {BaseSequencer, type TestSpecification} from "vitest/node";

/** The files that take longest; first among them those that build a site which others wait for. */
const longest = [
  "site/pages",
  "pipeline/history",
  "site/figures",
  "pipeline/increments",
  "site/interactions",
  "site/about-data",
  "site/explore"
].map((name) => `test/${name}.test.ts`);

/** Starts what takes longest first, then the larger files, so that the workers end at about the same time, in a fresh clone too. */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ranks = new Map(files.map((file) => [file, rank(file.moduleId)]));
    return Promise.resolve(files.toSorted((a, b) => ranks.get(b)! - ranks.get(a)!));
  }
}

function rank(path: string): number {
  const place = longest.findIndex((name) => path.endsWith(name));
  return place < 0 ? statSync(path).size : Number.MAX_SAFE_INTEGER - place;
}
