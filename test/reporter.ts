import type {Reporter, TestModule} from "vitest/node";

/** Closes a run with the plain line `N passed, N failed, N skipped`, which needs no parser. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const counts = {passed: 0, failed: 0, skipped: 0};
    for (const module of modules) {
      if (module.errors().length > 0) counts.failed++;
      for (const test of module.children.allTests()) {
        const {state} = test.result();
        if (state !== "pending") counts[state]++;
      }
    }
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
