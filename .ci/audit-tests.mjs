// Reads a vitest JSON report, fails tests that were skipped without leave, prints "N passed, N failed".
// usage: audit-tests.mjs REPORT ALLOWED_SKIPS STATUS_OF_THE_CHECK
import { existsSync, readFileSync } from "node:fs";

const [report, allowedSkips, status] = process.argv.slice(2);

const files = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).testResults : [];
const tests = files.flatMap((file) => file.assertionResults);
const leave = readFileSync(allowedSkips, "utf8")
  .split("\n")
  .filter((line) => line.trim() && !line.startsWith("#"))
  .map((line) => line.split(" :: "));

const passed = tests.filter((test) => test.status === "passed").length;
const failures = [
  ...leave.filter(([, reason]) => !reason?.trim()).map(([title]) => `allowed to skip without a reason: ${title}`),
  ...tests.filter((test) => test.status === "failed").map((test) => `failed: ${test.fullName}`),
  // A file that does not load has no tests to fail.
  ...files
    .filter((file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"))
    .map((file) => `did not run: ${file.name}`),
  ...tests
    .filter((test) => test.status !== "passed" && test.status !== "failed")
    .filter((test) => !leave.some(([title]) => test.fullName.includes(title)))
    .map((test) => `skipped without leave: ${test.fullName}`),
];
if (failures.length === 0 && status !== "0") failures.push("the check ended with an error: see above");
if (failures.length === 0 && passed === 0) failures.push("no test ran");

for (const failure of failures) console.log(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
