import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup.ts"],
    env: {TZ: "America/Sao_Paulo", LANG: "C", OBSERVABLE_TELEMETRY_DISABLE: "true"},
    expect: {requireAssertions: true, poll: {timeout: 40_000}},
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: ["default", "./test/reporter.ts"]
  }
});
