import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { findPostgres } from "./test/support/find-postgres.ts";

const report = process.env.TEST_REPORT;

/** Suites that ask the database, which are run on a PostgreSQL server once more where there is one. */
const ON_DATABASE = ["database", "actions", "worker", "request-counters"].map((name) => `src/${name}/**/*.test.ts`);

export default defineConfig({
  test: {
    // Many tests wait for processes and clocks: two files at a time, also where there are two processors.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for may take long on a busy machine; how long things take is measured, not tested.
    expect: { poll: { timeout: 12_000 } },
    // Child processes of the product start from its TypeScript sources here, from dist/ in a build.
    env: { NODE_OPTIONS: `--import ${import.meta.resolve("tsx")}` },
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    projects: [
      {
        extends: true,
        test: { name: "main", include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"] },
      },
      ...(findPostgres() === undefined
        ? []
        : [
            {
              extends: true as const,
              test: { name: "postgres", include: ON_DATABASE, globalSetup: "test/support/postgres-setup.ts" },
            },
          ]),
    ],
  },
});
