import runpodSdk from "runpod-sdk";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { countListeners } from "../../http/routes/testing/count-listeners.ts";
import { dialectRoutes } from "../routes.ts";
import { asker, SAID, URL_OF_A_TALK } from "./testing/asking.ts";

// By RunPod's own client, and by hand what it has no word for.

const input = { audio: URL_OF_A_TALK, model: "turbo" };

let service: OpenService;
let endpoint: NonNullable<ReturnType<ReturnType<typeof runpodSdk>["endpoint"]>>;
let ask: ReturnType<typeof asker>;
beforeAll(async () => {
  // The client tells the console how it goes.
  vi.spyOn(console, "log").mockImplementation(() => {});
  service = await openService({ dialects: dialectRoutes });
  const found = runpodSdk("any", { baseUrl: `${service.url}/v2` }).endpoint("whisper");
  if (!found) throw new Error("The client gives no endpoint");
  endpoint = found;
  ask = asker(service.url);
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Begins a job, as a worker would. */
const begin = (id: string) =>
  service.services.db
    .updateTable("jobs")
    .set({ state: "running", started_at: new Date() })
    .where("id", "=", id)
    .execute();

const ERROR = { code: "media-empty", detail: "The file is empty.", retry: false } as const;
const OUTPUT = {
  segments: [
    {
      id: 1,
      seek: 0,
      start: 0,
      end: 3.1,
      text: " Four score --> and seven.",
      tokens: [],
      temperature: 0,
      avg_logprob: Math.log(0.5),
      compression_ratio: expect.closeTo(0.75, 0),
      no_speech_prob: 0,
    },
    {
      id: 2,
      seek: 0,
      start: 3_723.004,
      end: 3_724.5,
      text: "年前",
      tokens: [],
      temperature: 0,
      avg_logprob: 0,
      compression_ratio: expect.any(Number),
      no_speech_prob: 0,
    },
  ],
  detected_language: "en",
  transcription: "Four score --> and seven. 年前",
  translation: null,
  device: "cpu",
  model: "turbo",
};
const time = expect.any(Number);

describe("a job", () => {
  it("is sent, waits, runs and is completed", async () => {
    const { id, ...sent } = await endpoint.run({ input });
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}-u1$/);
    expect(sent).toEqual({ status: "IN_QUEUE" });
    const told = { started: true, completed: false, succeeded: false };
    expect(await endpoint.status(id)).toEqual({ id, status: "IN_QUEUE", delayTime: time, ...told });
    const job = await service.newJob();
    await begin(job);
    const running = { id, status: "IN_PROGRESS", delayTime: time, executionTime: time };
    expect(await endpoint.status(id)).toEqual({ ...running, ...told });
    await service.succeed(job, SAID);
    const completed = { ...running, status: "COMPLETED", output: OUTPUT };
    expect(await endpoint.status(id)).toEqual({ ...completed, started: true, completed: true, succeeded: true });
    const { body } = await ask.get(`/other/status/${job}`);
    expect(body).toEqual(completed);
  });

  it("is waited for", async () => {
    const answer = endpoint.runSync({ input });
    await service.succeed(await service.newJob(), SAID);
    const { id, ...ended } = await answer;
    expect(id).toMatch(/^sync-[0-9a-f-]{36}-u1$/);
    expect(ended).toMatchObject({ status: "COMPLETED", output: OUTPUT, succeeded: true });
    expect((await endpoint.status(id)).id).toBe(id);
  });

  it("that takes longer than its client waits is told as it stands, and waited for again", async () => {
    const { body, status } = await ask.post("/whisper/runsync?wait=1000", { input });
    expect([status, body.status]).toEqual([200, "IN_QUEUE"]);
    const waiting = countListeners(service.services.news);
    const answer = endpoint.statusSync(body.id);
    await expect.poll(waiting.count, { timeout: SOON_MS }).toBe(1);
    waiting.stop();
    await service.succeed(await service.newJob(), SAID);
    expect(await answer).toMatchObject({ id: body.id, status: "COMPLETED", output: OUTPUT });
  });

  it("is not opened for what is wrong, and its client throws", async () => {
    const error = await endpoint.run({ input: {} }).catch((thrown: unknown) => thrown);
    const data = { error: "Must provide either audio or audio_base64" };
    expect(error).toMatchObject({ response: { status: 400, data } });
    expect(await service.jobIds()).toEqual([]);
  });

  it("that fails says why", async () => {
    const { id } = await endpoint.run({ input });
    await service.fail(await service.newJob(), ERROR);
    const { body } = await ask.get(`/whisper/status/${id}`);
    const failed = { id, status: "FAILED", error: "The file is empty." };
    expect(body).toEqual({ ...failed, delayTime: time, executionTime: 0 });
    expect(await all(endpoint.stream(id))).toEqual([]);
  });

  it("is cancelled, whether or not a body comes with it", async () => {
    const { id } = await endpoint.run({ input });
    expect(await endpoint.cancel(id)).toEqual({ id, status: "CANCELLED", delayTime: time, executionTime: 0 });
    // As the client for Python sends it: JSON without a byte of it.
    const { status, body } = await ask.post(`/whisper/cancel/${id}`);
    expect([status, body.status]).toEqual([200, "CANCELLED"]);
  });

  it("is retried where it failed, and only there", async () => {
    const { id } = await endpoint.run({ input });
    const refused = await ask.post(`/whisper/retry/${id}`);
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({ error: expect.stringMatching(/IN_QUEUE.*FAILED/) });
    await service.fail(await service.newJob(), ERROR);
    const { body } = await ask.post(`/whisper/retry/${id}`);
    expect(body).toEqual({ id, status: "IN_QUEUE" });
    await endpoint.cancel(id);
    expect((await ask.post(`/whisper/retry/${id}`)).status).toBe(400);
  });
});

describe("a stream", () => {
  it("gives the output once", async () => {
    const { id } = await endpoint.run({ input });
    const waiting = await ask.get(`/whisper/stream/${id}`);
    expect(waiting.body).toEqual({ status: "IN_QUEUE", stream: [] });
    const chunks = all(endpoint.stream(id));
    await service.succeed(await service.newJob(), SAID);
    expect(await chunks).toEqual([{ output: OUTPUT }]);
    // A client in Python asks until there is nothing more.
    expect((await ask.get(`/whisper/stream/${id}`)).body).toEqual({ status: "COMPLETED", stream: [] });
  });

  it("gives it to one of those who ask at the same time, and not to who asks for its head", async () => {
    const { id } = await endpoint.run({ input });
    await service.succeed(await service.newJob(), SAID);
    expect((await fetch(`${service.url}/v2/whisper/stream/${id}`, { method: "HEAD" })).status).not.toBe(200);
    const answers = await Promise.all(Array.from({ length: 4 }, () => ask.get(`/whisper/stream/${id}`)));
    expect(answers.map(({ body }) => body.stream.length).sort()).toEqual([0, 0, 0, 1]);
  });

  it("gives it again after a retry", async () => {
    const { id } = await endpoint.run({ input });
    const job = await service.newJob();
    await service.succeed(job, SAID);
    expect(await all(endpoint.stream(id))).toHaveLength(1);
    await service.services.db
      .updateTable("jobs")
      .set({ finished_at: new Date(0) })
      .where("id", "=", job)
      .execute();
    expect(await all(endpoint.stream(id))).toHaveLength(1);
  });

  it("of a cancelled job ends as one that failed", async () => {
    const { id } = await endpoint.run({ input });
    await endpoint.cancel(id);
    const { body } = await ask.get(`/whisper/stream/${id}`);
    expect(body).toEqual({ status: "FAILED", stream: [], error: "The job was cancelled." });
  });
});

describe("an endpoint", () => {
  it("counts its own jobs", async () => {
    const ids = [1, 2, 3, 4, 5].map(async () => (await endpoint.run({ input })).id.slice(0, 36));
    const [first = "", second = "", third = ""] = await Promise.all(ids);
    await ask.run({}, "another");
    await service.succeed(first, SAID);
    await service.fail(second, ERROR);
    await begin(third);
    await service.services.db
      .updateTable("pieces")
      .set({ state: "running", worker: "one", lease_until: new Date(Date.now() + 60_000) })
      .where("job_id", "=", third)
      .execute();
    expect(await endpoint.health()).toEqual({
      jobs: { completed: 1, failed: 1, inProgress: 1, inQueue: 2, retried: 0 },
      workers: { idle: 0, initializing: 0, ready: 0, running: 1, throttled: 0 },
    });
  });

  it("gives up what waits, and nothing else", async () => {
    const running = await endpoint.run({ input });
    await begin(await service.newJob());
    const waiting = await Promise.all([endpoint.run({ input }), endpoint.run({ input })]);
    const another = (await ask.run({}, "another")).body;
    expect(await endpoint.purgeQueue()).toEqual({ removed: 2, status: "completed" });
    const states = [running, another, ...waiting].map(async ({ id }) => (await endpoint.status(id)).status);
    expect(await Promise.all(states)).toEqual(["IN_PROGRESS", "IN_QUEUE", "CANCELLED", "CANCELLED"]);
    expect(await endpoint.purgeQueue()).toEqual({ removed: 0, status: "completed" });
  });
});

describe("what is not there", () => {
  it.each(["status", "status-sync", "stream"])("is not found by %s", async (operation) => {
    for (const id of [crypto.randomUUID(), `${crypto.randomUUID()}-u1`, "none", "%00"]) {
      const { status, body } = await ask.get(`/whisper/${operation}/${id}`);
      expect([id, status, body]).toEqual([id, 404, { error: expect.stringMatching(/^There is no job/) }]);
    }
  });

  it("is a job that was erased, one that came in other words, and one of somebody else", async () => {
    const { id } = await endpoint.run({ input });
    const job = id.slice(0, 36);
    const find = async () => (await ask.get(`/whisper/status/${id}`)).status;
    const { db } = service.services;
    await db.insertInto("tenants").values({ id: "other" }).execute();
    await db.updateTable("jobs").set({ tenant_id: "other" }).where("id", "=", job).execute();
    expect([await find(), (await endpoint.health()).jobs.inQueue]).toEqual([404, 0]);
    expect(await endpoint.purgeQueue()).toMatchObject({ removed: 0 });
    expect((await ask.post(`/whisper/cancel/${id}`)).status).toBe(404);
    await db.updateTable("jobs").set({ tenant_id: "local", asked_as: null }).where("id", "=", job).execute();
    expect(await find()).toBe(404);
    await service.clear();
    expect(await find()).toBe(404);
  });

  it.each(["GET", "PUT"])("is another way to ask: %s /run", async (method) => {
    expect((await fetch(`${service.url}/v2/whisper/run`, { method })).status).toBe(405);
  });
});
