import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Services } from "../../services.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { claim, eventTypes, never, submit, TENANT } from "../testing/play-job.ts";
import { readJob } from "./read-job.ts";
import { receiveRecording } from "./receive-recording.ts";
import { requestTranscription } from "./request-transcription.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const address = (url: string) => ({ tenant: TENANT, recording: { kind: "url", url }, options: {} }) as const;

it("keeps the recording, opens a job with its first piece, and rings", async () => {
  const rung: string[] = [];
  const listening = await services.bell.listen(["media"], async (lane) => void rung.push(lane));
  const id = await submit(services, {
    options: { language: "de", prompt: "names" },
    handling: { priority: 3, keepSeconds: 60 },
  });
  await listening.stop();
  expect(rung).toEqual(["media"]);
  expect(await readJob(services, { tenant: TENANT, id })).toMatchObject({
    state: "queued",
    priority: 3,
    parameters: { model: "auto", language: "de", task: "transcribe", prompt: "names" },
    source: { kind: "upload", name: "talk.mp3", bytes: 11, mediaType: "audio/mpeg" },
    language: "de",
  });
  expect(await claim(services, "prepare")).toMatchObject({ job: id, tenant: TENANT });
  expect(await eventTypes(services, id)).toEqual(["job-queued", "job-started"]);
  expect(await place.storedFiles()).toHaveLength(1);
});

it("has an address fetched first", async () => {
  const { id } = await requestTranscription(services, address("https://example.org/talk.mp3"));
  expect(await claim(services, "fetch")).toMatchObject({ job: id });
});

describe("with a key", () => {
  it("gives the same job for the same request, and keeps nothing twice", async () => {
    const first = await submit(services, { idempotencyKey: "k" });
    expect(await submit(services, { idempotencyKey: "k" })).toBe(first);
    expect(await place.rowCounts()).toMatchObject({ jobs: 1, pieces: 1, blob_references: 1 });
    expect(await place.storedFiles()).toHaveLength(1);
  });

  it("gives one job to requests that come at once", async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => submit(services, { idempotencyKey: "k" })));
    expect(new Set(ids).size).toBe(1);
  });

  it("refuses another recording or other options, and leaves nothing of it", async () => {
    await submit(services, { idempotencyKey: "k" });
    const refused = { code: "idempotency-key-reused" };
    await expect(submit(services, { idempotencyKey: "k", content: "another" })).rejects.toMatchObject(refused);
    await expect(submit(services, { idempotencyKey: "k", options: { language: "en" } })).rejects.toMatchObject(refused);
    expect(await place.storedFiles()).toHaveLength(1);
  });

  it("keeps the keys of tenants apart", async () => {
    await sql`insert into tenants (id) values ('other') on conflict do nothing`.execute(services.db);
    const mine = await submit(services, { idempotencyKey: "k" });
    expect(await submit(services, { idempotencyKey: "k", tenant: "other" })).not.toBe(mine);
  });
});

describe("refuses, and leaves nothing", () => {
  it.each([
    ["media-empty", { content: "" }],
    ["language-unsupported", { options: { language: "english" } }],
    ["model-unknown", { options: { model: "nobody/knows" } }],
    ["model-unknown", { options: { model: "vad/silero-v6" } }],
    ["task-unsupported", { options: { model: "moonshine-tiny", task: "translate" } }],
    ["language-unsupported", { options: { model: "moonshine-tiny", language: "de" } }],
  ] as const)("%s", async (code, request) => {
    await expect(submit(services, request)).rejects.toMatchObject({ code });
    expect(await place.storedFiles()).toEqual([]);
    expect((await place.rowCounts()).jobs).toBe(0);
  });
});

it("takes a model by its short name", async () => {
  const id = await submit(services, { options: { model: "whisper-base" } });
  expect((await readJob(services, { tenant: TENANT, id })).parameters.model).toBe("whisper-base");
});

describe("when there is too much to do", () => {
  const busy = { code: "server-busy" };

  it("takes no more recordings, and none by their address", async () => {
    const few = { ...services, limits: { ...services.limits, maxQueuedJobs: 2 } };
    await submit(few, { idempotencyKey: "k" });
    await requestTranscription(few, address("https://example.org/one"));
    await expect(submit(few)).rejects.toMatchObject(busy);
    await expect(requestTranscription(few, address("https://example.org/two"))).rejects.toMatchObject(busy);
    // One that has begun is as much to do as one that waits.
    await claim(few, "prepare");
    await expect(submit(few)).rejects.toMatchObject(busy);
    await services.db.updateTable("jobs").set({ state: "succeeded" }).execute();
    expect(await submit(few)).toBeTypeOf("string");
  });

  it("gives the job of an address that came before all the same", async () => {
    const few = { ...services, limits: { ...services.limits, maxQueuedJobs: 1 } };
    const request = { ...address("https://example.org/one"), idempotencyKey: "k" };
    const { id } = await requestTranscription(few, request);
    expect(await requestTranscription(few, request)).toEqual({ id, isNew: false });
  });

  it("takes nothing when the disk is nearly full, before a byte is read", async () => {
    const full = { ...services, limits: { ...services.limits, keepFreeBytes: Number.MAX_SAFE_INTEGER } };
    const content = Buffer.from("sound");
    await expect(receiveRecording(full, { tenant: TENANT, content, signal: never })).rejects.toMatchObject(busy);
    expect(await place.storedFiles()).toEqual([]);
  });
});

it("refuses what is larger than it takes, and leaves nothing", async () => {
  const small = { ...services, limits: { ...services.limits, maxUploadBytes: 5 } };
  await expect(submit(small)).rejects.toMatchObject({ code: "media-refused" });
  expect(await place.storedFiles()).toEqual([]);
});
