import type {Reporter, TestModule} from "vitest/node";

/** Closes a run with the plain line `N passed, N failed, N skipped`, which needs no parser; before it stand the tests that needed a second try. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const counts = {passed: 0, failed: 0, skipped: 0};
    const second: string[] = [];
    for (const module of modules) {
      if (module.errors().length > 0) counts.failed++;
      for (const test of module.children.allTests()) {
        const {state} = test.result();
        if (state !== "pending") counts[state]++;
        if (test.diagnostic()?.flaky) second.push(`${module.relativeModuleId} > ${test.fullName}`);
      }
    }
    for (const name of second) console.log(`Passed at the second try: ${name}`);
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
