import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { startBreakingProxy } from "../../test/support/breaking-proxy.ts";
import { startPostgres } from "../../test/support/postgres-server.ts";
import { type RunningService, residentMegabytes, startService } from "./running-service.ts";
import { multipart, raw, signed, tus, type Way } from "./uploads-ways.ts";

// Large recordings in each way there is to send them: how long it takes, what memory the service needs at most, and whether
// what is kept is what was sent. Each on a service of its own: `serve`, with its database inside, or with --api `api`, with a
// PostgreSQL server beside it.
// usage: npm run bench:uploads -- [--mib 2048] [--only tus] [--api]

const { values } = parseArgs({
  options: {
    mib: { type: "string", default: "2048" },
    only: { type: "string", default: "" },
    api: { type: "boolean", default: false },
  },
});
const MIB = 1_048_576;
const bytes = Number(values.mib) * MIB;
const CUTS = 5;

interface Figures {
  readonly seconds: number;
  /** Resident memory of the service's process in megabytes: before, and at most since; of several the most. */
  readonly idle: number;
  readonly peak: number;
  readonly note?: string;
}

/** Has the kernel count anew what a process has at most: its start is no part of an upload. */
const forgetPeak = ({ pid }: RunningService): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");

const peakOf = ({ pid }: RunningService): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

async function generate(path: string): Promise<string> {
  const hash = createHash("sha256");
  const file = await open(path, "w");
  for (let written = 0; written < bytes; written += MIB) {
    const block = randomBytes(MIB);
    hash.update(block);
    await file.write(block);
  }
  await file.close();
  return hash.digest("hex");
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: MIB })) hash.update(chunk);
  return hash.digest("hex");
}

/** The files that recordings are kept in, whatever names they have by the store. */
const keptIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /[0-9a-f]{64}$/.test(name))
    .map((name) => join(folder, name));

async function timed(way: Way, service: RunningService, file: string): Promise<Figures> {
  const idle = residentMegabytes(service.pid);
  forgetPeak(service);
  const begun = performance.now();
  await way(service.url, file);
  return { seconds: (performance.now() - begun) / 1000, idle, peak: peakOf(service) };
}

type Measure = (start: () => Promise<RunningService>, file: string) => Promise<Figures>;

const plain =
  (way: Way): Measure =>
  async (start, file) => {
    const service = await start();
    const figures = await timed(way, service, file);
    await service.stop();
    return figures;
  };

const overBrokenLines: Measure = async (start, file) => {
  const service = await start();
  const proxy = await startBreakingProxy(Number(new URL(service.url).port), {
    lines: CUTS,
    afterBytes: bytes / (CUTS + 1),
  });
  const figures = await timed((_url, sent) => tus()(proxy.url, sent), service, file);
  await proxy.close();
  await service.stop();
  return { ...figures, note: `${proxy.broken()} lines broken` };
};

/** Kills the service when half has been sent, and goes on with another on the same directory. */
const killedHalfway: Measure = async (start, file) => {
  const first = await start();
  const idle = residentMegabytes(first.pid);
  forgetPeak(first);
  const begun = performance.now();
  let at = "";
  let peak = 0;
  let killing: Promise<void> | undefined;
  const sending = tus({
    retryDelays: null,
    onAfterResponse: (_asked, answer) => {
      at ||= answer.getHeader("Location")?.replace(/.*\//, "") ?? "";
    },
    onProgress(sent) {
      if (sent < bytes / 2 || killing) return;
      peak = peakOf(first);
      killing = first.kill();
    },
  });
  await sending(first.url, file).catch(() => {});
  await killing;
  const second = await start();
  forgetPeak(second);
  await tus({ uploadUrl: `${second.url}/api/v1/resumable-uploads/${at}` })(second.url, file);
  const seconds = (performance.now() - begun) / 1000;
  peak = Math.max(peak, peakOf(second));
  await second.stop();
  return {
    seconds,
    idle,
    peak,
    note: `killed halfway, with ${(second.startMs / 1000).toFixed(1)} s of starting again`,
  };
};

async function startStore(folder: string): Promise<{ child: ChildProcess; url: string }> {
  await mkdir(folder);
  const child = spawn(process.execPath, ["--import", "tsx", "bench/service/uploads-store.ts", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = await once(createInterface({ input: child.stdout ?? process.stdin }), "line");
  return { child, url: String(url) };
}

const onFiles: Readonly<Record<string, Measure>> = {
  multipart: plain(multipart),
  raw: plain(raw),
  tus: plain(tus()),
  "tus, broken lines": overBrokenLines,
  "tus, kill -9": killedHalfway,
};
const onS3: Readonly<Record<string, Measure>> = {
  "signed address, S3": plain(signed),
  "multipart, S3": plain(multipart),
  "raw, S3": plain(raw),
  "tus, S3": plain(tus()),
  "tus, S3, broken lines": overBrokenLines,
  "tus, S3, kill -9": killedHalfway,
};

function start(data: string, settings: Record<string, string>, database: string | undefined): Promise<RunningService> {
  if (database === undefined) return startService(data, settings);
  // Where several processes are, recordings are kept where all of them see them.
  return startService(
    data,
    { DATABASE_URL: database, STORAGE_URL: `file://${join(data, "blobs")}`, ...settings },
    "api",
  );
}

const postgres = values.api ? await startPostgres() : undefined;
const scratch = await mkdtemp(join(tmpdir(), "scribewell-uploads-"));
const file = join(scratch, "recording.bin");
const digest = await generate(file);
console.log(`${values.mib} MiB`);
for (const [name, measure] of Object.entries({ ...onFiles, ...onS3 })) {
  if (!name.includes(values.only)) continue;
  const data = join(scratch, "data");
  const bucket = join(scratch, "bucket");
  const store = name in onS3 ? await startStore(bucket) : undefined;
  const settings: Record<string, string> = store
    ? {
        STORAGE_URL: `s3://recordings/here?endpoint=${encodeURIComponent(store.url)}`,
        AWS_ACCESS_KEY_ID: "of",
        AWS_SECRET_ACCESS_KEY: "nobody",
      }
    : {};
  const database = await postgres?.createDatabase();
  const { seconds, idle, peak, note = "" } = await measure(() => start(data, settings, database), file);
  const kept = keptIn(store ? bucket : join(data, "blobs"));
  const same = kept.length === 1 && (await digestOf(kept[0] ?? "")) === digest;
  const rate = bytes / MIB / seconds;
  console.log(
    `${name.padEnd(24)} ${seconds.toFixed(1).padStart(7)} s ${rate.toFixed(0).padStart(5)} MiB/s, ` +
      `RSS ${idle.toFixed(0).padStart(4)} MB idle, ${peak.toFixed(0).padStart(4)} MB peak, sha256 equal: ${same ? "yes" : "no"} ${note}`,
  );
  store?.child.kill();
  await rm(data, { recursive: true, force: true });
  await rm(bucket, { recursive: true, force: true });
}
await rm(scratch, { recursive: true, force: true });
await postgres?.close();
