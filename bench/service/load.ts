import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { quantile } from "../../src/benchmark/quantile.ts";
import {
  pause,
  type RunningService,
  readJob,
  residentMegabytes,
  startService,
  submit,
  untilFinished,
} from "./running-service.ts";
import { loadSteadily, tellLoad } from "./steady-load.ts";

// What the service bears: large uploads and their memory, reads of a job at a steady rate, and the wait from a job's
// submission to its start.
// usage: npm run bench:service-load -- SHORT_CLIP [--upload-mb 2048] [--rate 1000] [--warm-up 5] [--seconds 20] [--starts 50]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "upload-mb": { type: "string", default: "2048" },
    rate: { type: "string", default: "1000" },
    "warm-up": { type: "string", default: "5" },
    seconds: { type: "string", default: "20" },
    starts: { type: "string", default: "50" },
  },
});

async function withPeak<Result>(pid: number, work: () => Promise<Result>): Promise<{ result: Result; peak: number }> {
  let peak = residentMegabytes(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(pid));
  }, 20);
  const result = await work();
  clearInterval(timer);
  return { result, peak };
}

/** Sends a file of zeros, which is no recording: the job fails, the upload counts. */
async function upload(service: RunningService, file: string, kind: "raw" | "multipart"): Promise<number> {
  const boundary = "----scribewell";
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="big.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
  const type = kind === "raw" ? "application/octet-stream" : `multipart/form-data; boundary=${boundary}`;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${service.url}/api/v1/transcribe`, { method: "POST", headers: { "content-type": type } });
    sent.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject);
    if (kind === "multipart") sent.write(head);
    const content = createReadStream(file, { highWaterMark: 1 << 20 });
    content.on("end", () => sent.end(kind === "multipart" ? `\r\n--${boundary}--\r\n` : undefined));
    content.pipe(sent, { end: false });
  });
}

async function measureUploads(service: RunningService, directory: string): Promise<void> {
  const megabytes = Number(values["upload-mb"]);
  const big = join(directory, "big.wav");
  const handle = await open(big, "w");
  await handle.truncate(megabytes * 1024 * 1024);
  await handle.close();
  for (const kind of ["raw", "multipart"] as const) {
    await pause(2_000);
    const idle = residentMegabytes(service.pid);
    const begun = performance.now();
    const { result: status, peak } = await withPeak(service.pid, () => upload(service, big, kind));
    const seconds = (performance.now() - begun) / 1000;
    console.log(
      `upload ${kind} ${megabytes} MiB: status ${status}, ${seconds.toFixed(1)} s, ${idle.toFixed(0)} MB idle, ` +
        `${(peak - idle).toFixed(0)} MB more at the peak`,
    );
  }
  await rm(big);
}

async function measureReads(service: RunningService, id: string): Promise<void> {
  const url = `${service.url}/api/v1/jobs/${id}`;
  const rate = Number(values.rate);
  for (const seconds of [Number(values["warm-up"]), Number(values.seconds)])
    tellLoad(`reads for ${seconds} s`, await loadSteadily(url, {}, { rate, seconds }));
}

async function measureStarts(service: RunningService, clip: string): Promise<void> {
  const waits: number[] = [];
  for (let index = 0; index < Number(values.starts); index++) {
    const { id } = await submit(service.url, clip);
    const job = await untilFinished(service.url, id, 50);
    waits.push(Date.parse(job.startedAt ?? "") - Date.parse(job.createdAt));
  }
  console.log(
    `submit to start, ${waits.length} jobs one after another: p50 ${quantile(waits, 0.5)} ms, p99 ${quantile(waits, 0.99)} ms`,
  );
}

async function main(clip: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "scribewell-load-"));
  const service = await startService(join(directory, "data"));
  const { id } = await submit(service.url, clip);
  await untilFinished(service.url, id);
  await measureReads(service, id);
  await measureStarts(service, clip);
  await measureUploads(service, directory);
  console.log(`the job read is ${(await readJob(service.url, id)).state}`);
  await service.stop();
  await rm(directory, { recursive: true });
}

const [clip] = positionals;
if (clip === undefined) throw new Error("usage: npm run bench:service-load -- SHORT_CLIP");
await main(clip);
