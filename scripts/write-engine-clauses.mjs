// Writes into docs/engines.md which clause of the engine contract each driver keeps, from a vitest JSON report.
// usage: npx vitest run test/engines --reporter=json --outputFile=report.json; node scripts/write-engine-clauses.mjs report.json
import { readFileSync, writeFileSync } from "node:fs";

const DOC = new URL("../docs/engines.md", import.meta.url);
const LEFT_OUT = / \(left out: (.*)\)$/;

const [report] = process.argv.slice(2);
const tests = JSON.parse(readFileSync(report, "utf8")).testResults.flatMap((file) => file.assertionResults);
/** By driver: what became of each clause. */
const drivers = new Map();
const clauses = new Set();
for (const { ancestorTitles, title, status } of tests) {
  const driver = /^engine: ([^(]+?)$/.exec(ancestorTitles[0] ?? "")?.[1];
  const clause = title.replace(LEFT_OUT, "");
  if (driver === undefined || clause.startsWith("leaves out only clauses")) continue;
  clauses.add(clause);
  const reason = LEFT_OUT.exec(title)?.[1];
  const row = drivers.get(driver) ?? new Map();
  row.set(clause, { status, reason });
  drivers.set(driver, row);
}

const reasons = [
  ...new Set([...drivers.values()].flatMap((row) => [...row.values()].flatMap(({ reason }) => reason ?? []))),
];
const cell = ({ status, reason } = {}) => {
  if (reason !== undefined) return `${reasons.indexOf(reason) + 1})`;
  return status === "passed" ? "✓" : "**failed**";
};
const names = [...drivers.keys()];
const table = [
  `| | ${names.map((name) => `\`${name}\``).join(" | ")} |`,
  `|---|${names.map(() => ":-:|").join("")}`,
  ...[...clauses].map(
    (clause) => `| ${clause} | ${names.map((name) => cell(drivers.get(name).get(clause))).join(" | ")} |`,
  ),
];
const notes = reasons.map((reason, index) => `${index + 1}) ${reason}`);
const written = ["<!-- clauses:begin -->", "", ...table, "", notes.join("  \n"), "", "<!-- clauses:end -->"].join("\n");
const page = readFileSync(DOC, "utf8");
writeFileSync(
  DOC,
  page.replace(/<!-- clauses:begin -->[\s\S]*<!-- clauses:end -->/, () => written),
);
