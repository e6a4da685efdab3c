import { defineConfig } from "vitest/config";

const report = process.env.TEST_REPORT;

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Child processes of the product start from its TypeScript sources here, from dist/ in a build.
    env: { NODE_OPTIONS: `--import ${import.meta.resolve("tsx")}` },
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
