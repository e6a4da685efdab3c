import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { LIMITS_MEMORY, programUnder } from "./program-under.ts";

/** Takes 400 MB, and says whether it could. */
const GREEDY = `
  try { new Float32Array(1e8).fill(1); process.stdout.write("taken by " + process.pid); }
  catch (error) { process.stdout.write(error.message); }`;

async function run(memoryMb: number | undefined): Promise<{ said: string; pid: number | undefined }> {
  const { execPath = process.execPath, execArgv = [] } = programUnder(memoryMb);
  const running = promisify(execFile)(execPath, [...execArgv, "-e", GREEDY]);
  return { said: (await running).stdout, pid: running.child.pid };
}

it("starts the program as the child itself, with as much memory as it wants", async () => {
  const { said, pid } = await run(undefined);
  expect(said).toBe(`taken by ${pid}`);
});

const title = "keeps the program within its limit, and is still the child itself";
it.skipIf(!LIMITS_MEMORY)(LIMITS_MEMORY ? title : `${title} (skipped: limits hold on Linux alone)`, async () => {
  expect((await run(350)).said).toBe("Array buffer allocation failed");
  const { said, pid } = await run(1_500);
  expect(said).toBe(`taken by ${pid}`);
});
