import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBroker } from "../../bench/cluster/brokers.ts";
import { startStore } from "../../bench/cluster/stores.ts";
import { contentOf, pause, readJob, submit, untilFinished } from "../../bench/service/running-service.ts";
import { clusterProcesses, says } from "../support/cluster-processes.ts";
import { missingPostgres } from "../support/find-postgres.ts";
import { longRecording } from "../support/long-recording.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { noRedis } from "../support/redis-server.ts";
import { openWorkplace, type Workplace } from "../support/running-service.ts";
import { missing } from "../support/speech.ts";

// The same days of a client, on a laptop and on clusters of several kinds: nothing but settings differs.

const skip = missingPostgres ?? noRedis ?? missing("SPEECH_DIR", "MODELS_MIRROR");
const QUERY = "&model=onnx/whisper-base&language=en";

/** What a client has done and seen. Names and moments are left out: all else must be the same everywhere. */
async function liveWith(url: string, recording: string) {
  const get = (path: string, init?: RequestInit) => fetch(`${url}/api/v1/jobs/${path}`, init);
  const { id } = await submit(url, recording, `${QUERY}&priority=high`);
  const job = await untilFinished(url, id);
  const events = await (await get(`${id}/events`)).text();
  const types = [...events.matchAll(/^event: (.+)$/gm)].map(([, type]) => type);
  const part = await get(`${id}/audio`, { headers: { range: "bytes=100-163" } });

  const nobody = await submit(url, recording, `${QUERY}&labels=nobody-has-this`);
  await pause(1_000);
  const waiting = await readJob(url, nobody.id);
  await get(nobody.id, { method: "DELETE" });

  const garbage = await fetch(`${url}/api/v1/transcribe?name=x.wav`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: "no recording",
  });
  const { id: refused } = (await garbage.json()) as { id: string };

  const outcome = {
    state: job.state,
    pieces: job.progress.pieces,
    content: await contentOf(url, id),
    subtitles: await (await get(`${id}/result?as=srt`)).text(),
    // How often progress is told depends on who works when.
    events: types.filter((type) => type !== "progress"),
    audio: [part.status, part.headers.get("content-range"), Buffer.from(await part.arrayBuffer()).toString("hex")],
    waiting: waiting.state,
    cancelled: (await readJob(url, nobody.id)).state,
    refused: (await untilFinished(url, refused)).error,
    erased: (await get(`${id}?purge=true`, { method: "DELETE" })).status,
    gone: [(await get(id)).status, (await get(`${id}/audio`)).status, (await get(`${id}/result`)).status],
  };
  return outcome;
}

describe.skipIf(skip != null)(`the same service${skip ? ` (skipped: ${skip})` : ""}`, { timeout: 240_000 }, () => {
  let postgres: PostgresServer;
  let workplace: Workplace;
  let recording: string;
  let onLaptop: Awaited<ReturnType<typeof liveWith>>;

  beforeAll(async () => {
    [postgres, workplace] = await Promise.all([startPostgres(), openWorkplace()]);
    recording = await longRecording(workplace.folder, 45);
    const service = await workplace.start();
    onLaptop = await liveWith(service.url, recording);
    expect(onLaptop).toMatchObject({
      state: "succeeded",
      waiting: "queued",
      cancelled: "cancelled",
      gone: [404, 404, 404],
      refused: { code: "media-unreadable" },
    });
    await service.stop();
  }, 120_000);
  afterAll(async () => {
    await workplace?.clear();
    await postgres?.close();
  });

  it.each([
    ["pg", "file"],
    ["redis", "s3"],
    ["sqs", "s3"],
  ])("is what two processes are on PostgreSQL, with %s as the queue and recordings in %s", async (queue, storage) => {
    const folder = await mkdtemp(join(tmpdir(), "settings-alone-"));
    const [broker, store] = await Promise.all([startBroker(queue, folder), startStore(storage, folder)]);
    const DATABASE_URL = await postgres.createDatabase();
    const data = join(folder, "data");
    await mkdir(data);
    const processes = clusterProcesses(() => ({
      ...workplace.environment,
      DATABASE_URL,
      DATA_DIR: data,
      KEEP_FREE_GB: "0.1",
      ...broker.settings,
      ...store.settings,
    }));
    try {
      const [{ url }] = await Promise.all([processes.api(), processes.worker()]);
      expect(await liveWith(url, recording)).toEqual(onLaptop);
    } finally {
      await processes.kill();
      await Promise.all([broker.close(), store.close()]);
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("moves from the laptop to a server with a job under way, and loses nothing of it", async () => {
    const service = await workplace.start();
    const content = await readFile(recording);
    const [first, second] = await Promise.all([
      submit(service.url, recording, QUERY),
      submit(service.url, recording, `${QUERY}&priority=low`),
    ]);
    while ((await readJob(service.url, first.id)).progress.pieces.done === 0) await pause(20);
    await service.kill();

    const DATABASE_URL = await postgres.createDatabase();
    const processes = clusterProcesses(() => ({ ...workplace.environment, DATABASE_URL }));
    try {
      const moving = processes.run(["migrate", "--from", "pglite:", "--to", DATABASE_URL], { DATABASE_URL: "" });
      expect(await says(moving, /(\d+) jobs were copied/)).toBe("4");
      const [{ url }] = await Promise.all([processes.api(), processes.worker()]);
      for (const { id } of [first, second]) {
        expect(await untilFinished(url, id)).toMatchObject({ state: "succeeded", partial: false });
        expect(await contentOf(url, id)).toBe(onLaptop.content);
        const audio = await fetch(`${url}/api/v1/jobs/${id}/audio`);
        expect(Buffer.from(await audio.arrayBuffer()).equals(content)).toBe(true);
      }
    } finally {
      await processes.kill();
    }
  });
});
