import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { processorSecondsOf } from "../../src/benchmark/speed/process-family.ts";
import { pause, type RunningService, startService, submit } from "./running-service.ts";

// Cancels a job at a random moment, many times, and takes the time until nothing works on it any more.
// usage: npm run bench:cancels -- FILE [--times 20] [--within 10]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: "string", default: "20" }, within: { type: "string", default: "10" } },
});

/** Processor seconds that the children of a process have used. */
async function secondsOfChildren(pid: number): Promise<number> {
  const pids = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" })
    .trim()
    .split(/\s+/);
  const seconds = await Promise.all(pids.filter(Boolean).map((child) => processorSecondsOf(Number(child))));
  return seconds.reduce((sum, value) => sum + value, 0);
}

/** Two hundredths, which the system counts in. */
const NEXT_TO_NOTHING = 0.025;

/** Seconds until the children stand still for half a second. */
async function untilIdle(service: RunningService): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const before = await secondsOfChildren(service.pid);
    const looked = performance.now();
    await pause(500);
    const used = (await secondsOfChildren(service.pid)) - before;
    if (used < NEXT_TO_NOTHING) return (looked - begun) / 1000;
  }
}

async function main(file: string): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "scribewell-cancels-"));
  const service = await startService(dataDir);
  let worst = 0;
  let cancelled = 0;
  for (let index = 0; index < Number(values.times); index++) {
    const job = await submit(service.url, file);
    const afterMs = Math.random() * Number(values.within) * 1000;
    await pause(afterMs);
    const response = await fetch(`${service.url}/api/v1/jobs/${job.id}`, { method: "DELETE" });
    const { state } = (await response.json()) as { state: string };
    const idle = await untilIdle(service);
    worst = Math.max(worst, idle);
    cancelled += state === "cancelled" ? 1 : 0;
    console.log(`${index + 1}: after ${(afterMs / 1000).toFixed(1)} s: ${state}, idle after ${idle.toFixed(1)} s`);
  }
  console.log(`${cancelled} of ${values.times} cancelled; idle after ${worst.toFixed(1)} s at worst`);
  await service.stop();
  await rm(dataDir, { recursive: true });
}

const [file] = positionals;
if (file === undefined) throw new Error("usage: npm run bench:cancels -- FILE [--times 20] [--within 10]");
await main(file);
