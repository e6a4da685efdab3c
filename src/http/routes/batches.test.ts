import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { openReceiver, type Receiver, SECRET, verified } from "../../actions/testing/open-receiver.ts";
import { deliverWebhooks } from "../../actions/webhooks/deliver-webhooks.ts";
import type { Problem } from "../problems/problems.ts";
import type { JobJson } from "../shapes/job.ts";
import { bodyOf, file, form, SOUND } from "./testing/sender.ts";

let service: OpenService;
let receiver: Receiver;

beforeAll(async () => {
  [service, receiver] = [await openService(), await openReceiver()];
}, SLOW_START_MS);
afterEach(async () => {
  await service.clear();
  await sql`truncate batches cascade`.execute(service.services.db);
  receiver.forget();
});
afterAll(async () => {
  await receiver.close();
  await service.close();
});

const ask = async <Shape = Record<string, unknown>>(method: string, path = "", init: RequestInit = {}) => {
  const response = await fetch(`${service.url}/api/v1/batches${path}`, { ...init, method });
  const body = response.status === 204 ? ({} as Shape) : await bodyOf<Shape>(response); // nothing is expected of it
  return { status: response.status, headers: response.headers, body };
};

const post = (body: unknown, headers: Record<string, string> = {}) =>
  ask("POST", "", { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

const recording = (name: string) => ({ url: `https://example.org/${name}.mp3` });

async function upload(name: string): Promise<string> {
  const body = new FormData();
  body.set("file", new Blob([SOUND, name]), name);
  const sent = await fetch(`${service.url}/api/v1/uploads`, { method: "POST", body });
  const { id, url } = await bodyOf<{ id: string; url: string }>(sent);
  uploads.push(id);
  return url;
}

const uploads: string[] = [];
afterEach(async () => {
  for (const id of uploads.splice(0)) await fetch(`${service.url}/api/v1/uploads/${id}`, { method: "DELETE" });
});

async function jobsOf(id: unknown, query = ""): Promise<JobJson[]> {
  return (await ask<{ jobs: JobJson[] }>("GET", `/${id}/jobs${query}`)).body.jobs;
}

/** Sends what is due, as a worker would. */
async function deliver(): Promise<void> {
  const { signal } = new AbortController();
  const log = pino({ enabled: false });
  await deliverWebhooks({ ...service.services, log }, { quiet: signal, stopping: signal, once: true });
}

describe("a batch in JSON", () => {
  it("opens a job for each item, with what is asked for all where it asks nothing else", async () => {
    const items = [
      { ...recording("a"), reference: "4711" },
      { ...recording("b"), languages: ["en", "fr"], priority: 3, task: "transcribe" },
    ];
    const { status, headers, body } = await post({ items, language: "German", priority: "high", translate: true });
    const counts = { total: 2, queued: 2, running: 0, succeeded: 0, failed: 0, cancelled: 0, partial: 0 };
    expect([status, body]).toMatchObject([202, { state: "open", counts, endedAt: null }]);
    expect(headers.get("location")).toBe(`/api/v1/batches/${body.id}`);
    expect((await ask("GET", `/${body.id}`)).body).toEqual(body);
    const jobs = await jobsOf(body.id);
    expect(jobs).toMatchObject([
      { batch: body.id, reference: "4711", priority: 10, parameters: { language: "de", task: "translate" } },
      { batch: body.id, reference: null, priority: 3, parameters: { language: null, task: "transcribe" } },
    ]);
    expect(jobs[1]?.parameters.languages).toEqual(["en", "fr"]);
    expect(JSON.stringify(service.lines())).not.toContain("example.org");
  });

  it("names recordings that were sent before, the same one more than once too", async () => {
    const sent = await Promise.all(["a", "b"].map((name) => upload(name)));
    const [first = "", second = ""] = sent;
    const items = [{ url: second }, recording("c"), { url: first }, { url: second, language: "fr" }];
    const { status, body } = await post({ items });
    expect(status).toBe(202);
    const sources = (await jobsOf(body.id)).map(({ source }) => (source.kind === "upload" ? source.name : source.url));
    expect(sources).toEqual(["b", recording("c").url, "a", "b"]);
  });

  it("is refused where an upload is not there, by its place", async () => {
    const gone = { url: `upload:${randomUUID()}` };
    const items = [recording("a"), gone, { url: await upload("b") }, { url: "upload:\u0001" }];
    const { status, body } = await ask<Problem>("POST", "", {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ items }),
    });
    const fields = body.errors?.map(({ field }) => field);
    expect([status, body.code, fields]).toEqual([422, "source-not-found", ["items[1].url", "items[3].url"]]);
    expect(await service.jobIds()).toEqual([]);
    expect((await ask("GET")).body).toEqual({ batches: [], next: null });
  });

  it("is refused with every wrong item by its place, and nothing of it is kept", async () => {
    const items = [
      recording("right"),
      { reference: "no address" },
      { ...recording("b"), beamSize: 99, more: 1 },
      { url: "https://name:secret@example.org/", language: "Klingon" },
      { ...recording("c"), model: "nobody/knows" },
      "text",
    ];
    const { status, body } = await ask<Problem>("POST", "", {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ items }),
    });
    expect([status, body.code, body.errors?.map(({ field }) => field)]).toEqual([
      400,
      "request-invalid",
      [
        "items[1].url",
        "items[2].beamSize",
        "items[2].more",
        "items[3].url",
        "items[3].language",
        "items[4].model",
        "items[5]",
      ],
    ]);
    expect(body.detail).toContain("items[3].url: `url` has a user name or password");
    expect(await service.jobIds()).toEqual([]);
    expect((await ask("GET")).body).toEqual({ batches: [], next: null });
  });

  it.each([
    [{}, 400, "request-invalid"],
    [{ items: [] }, 400, "request-invalid"],
    [{ items: new Array(1_001).fill(recording("a")) }, 400, "request-invalid"],
    [{ items: [recording("a")], name: "x" }, 400, "request-invalid"],
    [{ items: [recording("a")], webhookEvents: ["batch.ended"] }, 400, "option-invalid"],
    [{ items: [recording("a")], webhook: "http://127.0.0.2/" }, 422, "url-refused"],
    [{ items: [{ ...recording("a"), webhook: "http://127.0.0.2/" }] }, 422, "url-refused"],
    [
      { items: [{ ...recording("a"), webhook: "http://a.example/", webhookEvents: ["batch.ended"] }] },
      400,
      "request-invalid",
    ],
    [{ items: [recording("a")], model: "nobody/knows" }, 422, "model-unknown"],
    [{ items: [{ ...recording("a"), model: "nobody/knows" }] }, 422, "model-unknown"],
    [{ items: new Array(11).fill(recording("a")) }, 413, "request-too-large"],
  ])("is refused with %j", async (body, status, code) => {
    expect(await post(body)).toMatchObject({ status, body: { code } });
    expect(await service.jobIds()).toEqual([]);
  });

  it("is refused where there is no room for all of it", async () => {
    await post({ items: new Array(8).fill(recording("a")) });
    const { status, body, headers } = await post({ items: new Array(3).fill(recording("a")) });
    expect([status, body.code, headers.get("retry-after")]).toEqual([429, "server-busy", "10"]);
    expect(await service.jobIds()).toHaveLength(8);
  });

  it("is the same one under the same key, and another one under another", async () => {
    const send = (key: string, name = "a") => post({ items: [recording(name)] }, { "idempotency-key": key });
    const { body } = await send("one");
    expect((await send("one")).body.id).toBe(body.id);
    expect((await send("two")).body.id).not.toBe(body.id);
    expect(await send("one", "b")).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  });

  it("is told of by a webhook when all of it has ended", async () => {
    const asked = { webhook: receiver.url, webhookSecret: SECRET };
    const { body } = await post({ items: [recording("a"), recording("b")], ...asked });
    const [one, two] = await jobsOf(body.id);
    await service.succeed(one?.id ?? "");
    await deliver();
    expect(receiver.received).toEqual([]);
    await service.fail(two?.id ?? "", { code: "media-unreadable", detail: "No.", retry: false });
    await deliver();
    const [message, ...more] = receiver.received;
    if (!message) throw new Error("Nothing came");
    const { body: shown } = await ask("GET", `/${body.id}`);
    expect(verified(message)).toMatchObject({ type: "batch.ended", data: { batch: shown } });
    expect([more, shown]).toMatchObject([[], { state: "ended", counts: { succeeded: 1, failed: 1 } }]);
    const log = await fetch(`${service.url}/api/v1/webhooks/deliveries`);
    expect((await bodyOf(log)).deliveries).toMatchObject([
      { event: "batch.ended", batchId: body.id, jobId: null, webhookId: null, state: "delivered" },
    ]);
  });
});

describe("a batch as a form", () => {
  const send = (body: FormData, headers: Record<string, string> = {}) => ask("POST", "", { body, headers });
  const [one, two] = [file(Buffer.from("the first recording")), file(SOUND, "audio/wav")];

  it("opens a job for each file, with the same options", async () => {
    const { status, body } = await send(
      form(["language", "en"], ["file", one, "one.mp3"], ["file", two, "two.wav"], ["labels", "gpu"]),
      { "idempotency-key": "form" },
    );
    expect(status).toBe(202);
    expect(await jobsOf(body.id)).toMatchObject([
      { source: { name: "one.mp3", bytes: 19 }, parameters: { language: "en" }, labels: ["gpu"] },
      { source: { name: "two.wav", mediaType: "audio/wav" }, parameters: { language: "en" }, labels: ["gpu"] },
    ]);
    const again = form(["language", "en"], ["file", one, "one.mp3"], ["file", two, "two.wav"], ["labels", "gpu"]);
    expect((await send(again, { "idempotency-key": "form" })).body.id).toBe(body.id);
    expect(await service.storedFiles()).toHaveLength(2);
  });

  it.each([
    ["no file", () => form(["language", "en"]), 400, "request-invalid", "no file"],
    [
      "an empty file",
      () => form(["file", one, "a"], ["file", file(Buffer.alloc(0)), "b"]),
      422,
      "media-empty",
      "items[1]",
    ],
    ["a wrong option", () => form(["file", one, "a"], ["language", "Klingon"]), 422, "language-unsupported", "Klingon"],
    [
      "an unknown field",
      () => form(["file", one, "a"], ["url", "https://example.org/"]),
      400,
      "request-invalid",
      "url",
    ],
    ["a file of another name", () => form(["file", one, "a"], ["files", two, "b"]), 400, "request-invalid", "files"],
    [
      "a file too large",
      () => form(["file", one, "a"], ["file", file(Buffer.alloc(1_100_000)), "b"]),
      413,
      "request-too-large",
      "larger",
    ],
  ])("is refused with %s, and no file is kept", async (_what, body, status, code, detail) => {
    expect(await send(body())).toMatchObject({ status, body: { code, detail: expect.stringContaining(detail) } });
    expect(await service.jobIds()).toEqual([]);
    expect(await service.storedFiles()).toEqual([]);
  });

  it("is no other body", async () => {
    const refused = await ask("POST", "", { body: SOUND, headers: { "content-type": "audio/wav" } });
    expect(refused).toMatchObject({ status: 415, body: { code: "media-type-unsupported" } });
  });
});

describe("a batch that is there", () => {
  it("is cancelled, and its jobs are listed by state", async () => {
    const { body } = await post({ items: [recording("a"), recording("b"), recording("c")] });
    const [first] = await jobsOf(body.id);
    await service.succeed(first?.id ?? "");
    const { status, body: cancelled } = await ask("DELETE", `/${body.id}`);
    expect([status, cancelled]).toMatchObject([200, { state: "ended", counts: { succeeded: 1, cancelled: 2 } }]);
    expect(await jobsOf(body.id, "?state=succeeded")).toMatchObject([{ id: first?.id }]);
    const page = await ask<{ jobs: JobJson[]; next: string }>("GET", `/${body.id}/jobs?limit=2`);
    expect((await jobsOf(body.id, `?limit=2&after=${page.body.next}`)).map(({ id }) => id)).not.toContain(first?.id);
    expect(await ask("GET", `/${body.id}/jobs?after=nothing`)).toMatchObject({ status: 400 });
  });

  it("is erased with all that is its", async () => {
    const { body } = await ask("POST", "", { body: form(["file", file(), "a.mp3"], ["file", file(), "b.mp3"]) });
    expect((await ask("GET", "?limit=1")).body).toEqual({ batches: [body], next: null });
    const { status, body: receipt } = await ask("DELETE", `/${body.id}?purge=true`);
    expect([status, receipt]).toEqual([
      200,
      {
        batchId: body.id,
        jobs: 2,
        erased: {
          // Both came with the same recording, which is kept once.
          recordings: { count: 1, bytes: SOUND.length },
          sound: { count: 0, bytes: 0 },
          transcripts: 0,
          events: expect.any(Number),
          webhookDeliveries: 0,
        },
        keptFor: 0,
        blobsErased: true,
      },
    ]);
    expect(await ask("GET", `/${body.id}`)).toMatchObject({ status: 404, body: { code: "batch-not-found" } });
    expect([await service.jobIds(), await service.storedFiles()]).toEqual([[], []]);
  });

  it.each([randomUUID(), "nope"])("is not found where it is not: %s", async (id) => {
    for (const [method, path] of [
      ["GET", `/${id}`],
      ["GET", `/${id}/jobs`],
      ["DELETE", `/${id}`],
      ["DELETE", `/${id}?purge=true`],
    ] as const)
      expect(await ask(method, path)).toMatchObject({ status: 404, body: { code: "batch-not-found" } });
  });
});
