import {readFileSync, readdirSync} from "node:fs";
import {defineConfig, type TestProjectInlineConfiguration} from "vitest/config";
import {LongestFirst} from "./test/longest-first.ts";

const site = "test/site";
const startsBrowser = /from "\.\/(browser|visits)\.ts"/;
const browserTests = readdirSync(site)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `${site}/${name}`)
  .filter((path) => startsBrowser.test(readFileSync(path, "utf8")));

/** Tests that drive a browser have a second try: on a machine with much else to do, a browser may come to harm by itself. */
const projects: TestProjectInlineConfiguration["test"][] = [
  {name: "browser", include: browserTests, retry: 1},
  {name: "node", include: ["test/**/*.test.ts"], exclude: browserTests}
];

export default defineConfig({
  test: {
    globalSetup: ["test/setup.ts"],
    maxWorkers: 2,
    sequence: {sequencer: LongestFirst},
    reporters: ["default", "./test/reporter.ts"],
    projects: projects.map((project) => ({
      test: {
        env: {TZ: "America/Sao_Paulo", LANG: "C", OBSERVABLE_TELEMETRY_DISABLE: "true"},
        expect: {requireAssertions: true, poll: {timeout: 40_000}},
        testTimeout: 120_000,
        hookTimeout: 900_000,
        ...project
      }
    }))
  }
});
