import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { familyProcessorSeconds, processFamily, readStat } from "./process-family.ts";

it("reads a line whose name has blanks and brackets", () => {
  const line = "42 (a (b) c) S 7 42 42 0 -1 0 1 2 3 4 150 50 20 30 20 0 8 0 1 2 3";
  expect(readStat(line)).toEqual({ pid: 42, parent: 7, memoryBytes: 0, processorSeconds: 2.5 });
});

it.skipIf(process.platform !== "linux")(
  "finds children, and counts those that have ended (only Linux says so)",
  async () => {
    const before = (await familyProcessorSeconds(process.pid)) ?? 0;
    const busy = "const end = Date.now() + 400; while (Date.now() < end); console.log(1); setTimeout(() => {}, 60_000)";
    const child = spawn(process.execPath, ["-e", busy], { env: {} });
    await once(child.stdout, "data");
    const found = (await processFamily(process.pid)).find(({ pid }) => pid === child.pid);
    expect(found).toMatchObject({ parent: process.pid });
    expect(found?.memoryBytes).toBeGreaterThan(10e6);
    child.kill();
    await once(child, "exit");
    expect(await familyProcessorSeconds(process.pid)).toBeGreaterThan(before + 0.2);
  },
);
