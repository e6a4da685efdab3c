import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { quantile } from "../../src/benchmark/quantile.ts";
import { pause, readJob, startService, submit } from "./running-service.ts";

// Sends a short clip again and again while a long recording is being worked on, and takes the time to its result.
// usage: npm run bench:short-beside-long -- LONG SHORT [--tries 10]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tries: { type: "string", default: "10" } },
});

async function main(long: string, short: string): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "scribewell-short-"));
  const service = await startService(dataDir);
  // Once before: the first start of a model reads its files from disk.
  const alone = await timed(() => submit(service.url, short, "&wait=60"));
  console.log(`alone, the model not yet loaded: ${alone.toFixed(2)} s`);
  const job = await submit(service.url, long);
  const times: number[] = [];
  for (let index = 0; index < Number(values.tries); index++) {
    await pause(index === 0 ? 300 : 2_500);
    const before = await readJob(service.url, job.id);
    const seconds = await timed(() => submit(service.url, short, "&wait=60"));
    times.push(seconds);
    console.log(`${index + 1}: ${seconds.toFixed(2)} s (the long one was ${before.state})`);
  }
  console.log(`median ${quantile(times, 0.5).toFixed(2)} s, worst ${Math.max(...times).toFixed(2)} s`);
  await service.kill();
  await rm(dataDir, { recursive: true });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

const [long, short] = positionals;
if (!long || !short) throw new Error("usage: npm run bench:short-beside-long -- LONG SHORT [--tries 10]");
await main(long, short);
