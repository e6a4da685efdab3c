import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import autocannon from "autocannon";
import { prepareGround } from "../cluster/ground.ts";
import { pause, type RunningService, residentMegabytes, startService } from "./running-service.ts";
import { loadSteadily, tellLoad } from "./steady-load.ts";

// What the door bears, with a key and its limit on requests: reads of a job at a steady rate and as fast as they go, small
// recordings taken in, and the memory over minutes of reads. Embedded it is `serve`; on a queue `api`, with PostgreSQL beside it.
// usage: npm run bench:requests -- SHORT_CLIP [--on embedded|pg|redis] [--rate 1000] [--seconds 20] [--minutes 5]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    on: { type: "string", default: "embedded" },
    rate: { type: "string", default: "1000" },
    seconds: { type: "string", default: "20" },
    minutes: { type: "string", default: "5" },
  },
});

const PROGRAM = new URL("../../bin/scribewell.js", import.meta.url).pathname;
const CONNECTIONS = 50;
/** Counted for each request, and never reached. */
const MANY_A_MINUTE = "10000000";

interface Door {
  readonly service: RunningService;
  readonly key: string;
}

const headersOf = ({ key }: Door) => ({ authorization: `Bearer ${key}` });

async function makeKey(dataDir: string, settings: Record<string, string>): Promise<string> {
  const words = ["keys", "create", "bench", "--scopes", "submit,read", "--requests-per-minute", MANY_A_MINUTE];
  const env = { ...process.env, ...settings, DATA_DIR: dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...words], { env });
  return stdout.trim();
}

async function openJob(door: Door, clip: Buffer): Promise<string> {
  const response = await fetch(`${door.service.url}/api/v1/transcribe?labels=nobody`, {
    method: "POST",
    body: new Uint8Array(clip),
    headers: { ...headersOf(door), "content-type": "audio/wav" },
  });
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  return id;
}

function tell(what: string, result: autocannon.Result): void {
  const { latency, requests, errors, timeouts, non2xx } = result;
  console.log(
    `${what}: ${requests.total} in ${result.duration} s (${requests.average.toFixed(0)}/s), p50 ${latency.p50} ms, ` +
      `p99 ${latency.p99} ms, worst ${latency.max} ms, ${errors + timeouts} broken, ${non2xx} refused`,
  );
}

async function measureReads(door: Door, id: string): Promise<void> {
  const asked = { url: `${door.service.url}/api/v1/jobs/${id}`, headers: headersOf(door), connections: CONNECTIONS };
  const duration = Number(values.seconds);
  await autocannon({ ...asked, duration: 5 });
  const steady = await loadSteadily(asked.url, asked.headers, { rate: Number(values.rate), seconds: duration });
  tellLoad(`reads at ${values.rate}/s`, steady);
  tell("reads as fast as they go", await autocannon({ ...asked, duration }));
}

/** No worker has the label of these jobs: what is measured is taking them in. */
async function measureSubmissions(door: Door, clip: Buffer): Promise<void> {
  const headers = { ...headersOf(door), "content-type": "audio/wav" };
  const url = `${door.service.url}/api/v1/transcribe?labels=nobody`;
  const asked = { url, method: "POST", body: clip, headers, connections: 10 } as const;
  tell(`recordings of ${clip.length} bytes`, await autocannon({ ...asked, duration: Number(values.seconds) }));
}

async function measureMemory(door: Door, id: string): Promise<void> {
  const url = `${door.service.url}/api/v1/jobs/${id}`;
  const minutes = Number(values.minutes);
  const reading = loadSteadily(url, headersOf(door), { rate: Number(values.rate), seconds: minutes * 60 });
  const seen: string[] = [];
  for (let at = 0; at <= minutes * 2; at++) {
    seen.push(residentMegabytes(door.service.pid).toFixed(0));
    if (at < minutes * 2) await pause(30_000);
  }
  tellLoad(`${minutes} minutes at ${values.rate}/s`, await reading);
  console.log(`resident memory every 30 s, in MB: ${seen.join(" ")}`);
}

async function main(file: string): Promise<void> {
  const clip = await readFile(file);
  const folder = await mkdtemp(join(tmpdir(), "scribewell-requests-"));
  const ground = values.on === "embedded" ? undefined : await prepareGround("requests", values.on);
  const settings = {
    ...ground?.settings,
    MODELS_DIR: join(folder, "models"),
    SECRETS_KEY: randomBytes(32).toString("base64"),
  };
  const dataDir = ground?.settings.DATA_DIR ?? join(folder, "data");
  const key = await makeKey(dataDir, settings);
  const service = await startService(
    dataDir,
    { ...settings, STORAGE_URL: `file://${join(folder, "blobs")}`, AUTH: "keys", MAX_QUEUED_JOBS: "1000000" },
    ground ? "api" : "serve",
  );
  const door = { service, key };
  try {
    const id = await openJob(door, clip);
    await measureReads(door, id);
    if (Number(values.minutes) > 0) await measureMemory(door, id);
    await measureSubmissions(door, clip);
  } finally {
    await service.stop();
    await ground?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const [clip] = positionals;
if (clip === undefined) throw new Error("usage: npm run bench:requests -- SHORT_CLIP [--on embedded|pg|redis]");
await main(clip);
