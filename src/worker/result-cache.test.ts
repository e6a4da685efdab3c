import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { purgeJob } from "../actions/jobs/purge-job.ts";
import { readJob } from "../actions/jobs/read-job.ts";
import { readTranscript } from "../actions/jobs/read-transcript.ts";
import { retryJob } from "../actions/jobs/retry-job.ts";
import { eventTypes, submit, TENANT } from "../actions/testing/play-job.ts";
import { readUsage } from "../actions/usage/read-usage.ts";
import { releaseBlobs } from "../database/blobs.ts";
import { readEvents } from "../database/events.ts";
import { Failure } from "../domain/failure.ts";
import type { Job } from "../domain/job.ts";
import { digitDecoder, windowText } from "../pipeline/testing/played-ports.ts";
import type { EngineEvent } from "../ports/engine.ts";
import type { ResultCache } from "../services.ts";
import { openWorkerPlace, type WorkerPlace } from "./testing/open-worker-place.ts";
import { startWorker, type Worker } from "./worker.ts";

const CONTENT = "010".repeat(7);
const guess: EngineEvent = { type: "language", language: "de", probability: 0.9 };

let place: WorkerPlace;
let worker: Worker;
let recogniser: string | null;
let opened: number;
let decoded: number;

beforeAll(async () => {
  const resultCache: ResultCache = { recogniserOf: async () => recogniser };
  const decoder: typeof digitDecoder = {
    ...digitDecoder,
    probe(path, signal) {
      opened++;
      return digitDecoder.probe(path, signal);
    },
    decode(...question) {
      decoded++;
      return digitDecoder.decode(...question);
    },
  };
  place = await openWorkerPlace({ resultCache, decoder });
});
beforeEach(async () => {
  await place.reset();
  [recogniser, opened, decoded] = ["whisper 1", 0, 0];
  place.answerWith((window) => [guess, windowText(window)]);
  worker = await startWorker(place.services);
});
afterEach(() => worker.stop({ graceMs: 0 }));
afterAll(() => place.close());

type Given = Parameters<typeof submit>[1];

async function run(given: Given = {}): Promise<Job> {
  return place.finished(await submit(place.services, { content: CONTENT, ...given }));
}

/** How often the engine was asked for this job. */
async function runAndCount(given: Given = {}): Promise<{ job: Job; asked: number }> {
  const before = place.engine.asked.length;
  const job = await run(given);
  return { job, asked: place.engine.asked.length - before };
}

const transcriptOf = async (id: string) => (await readTranscript(place.services, { tenant: TENANT, id })).transcript;
const purge = (id: string) => purgeJob(place.services, { tenant: TENANT, id });
const toldOf = async (id: string) =>
  (await readEvents(place.db, { job: id, after: 0, limit: 1_000 })).map(({ at: _, sequence: __, ...body }) => body);

describe("a job that asks what an earlier one has asked", () => {
  it("has its text without a look at the recording, and the same states, events and figures", async () => {
    const first = await run();
    const { job, asked } = await runAndCount();
    expect([asked, opened]).toEqual([0, 1]);
    expect(job).toMatchObject({ state: "succeeded", partial: false, cachedFrom: first.id, language: "de" });
    expect(first.cachedFrom).toBeNull();
    expect(job).toMatchObject({ model: first.model, startedAt: expect.any(Date), finishedAt: expect.any(Date) });
    expect(job.progress).toEqual({ ...first.progress, pieces: { done: 0, known: 0 } });
    expect(await transcriptOf(job.id)).toEqual(await transcriptOf(first.id));
    const [before, now] = [await toldOf(first.id), await toldOf(job.id)];
    // Several pieces were recognised at the same time.
    const inOrder = (events: typeof now) =>
      events
        .filter(({ type }) => type !== "progress")
        .sort((a, b) => ("segment" in a && "segment" in b ? a.segment.start - b.segment.start : 0));
    expect(inOrder(now)).toEqual(inOrder(before));
    expect(now.filter(({ type }) => type === "progress")).toHaveLength(1);
    expect(now.at(-1)).toEqual({ type: "job-succeeded", partial: false });
  });

  it("leaves no stretch, and no piece that is open", async () => {
    await run();
    const { id } = await run();
    const pieces = await place.db.selectFrom("pieces").select(["stage", "state"]).where("job_id", "=", id).execute();
    expect(pieces).toEqual([{ stage: "prepare", state: "done" }]);
    const kept = await place.db.selectFrom("blob_references").select("purpose").where("job_id", "=", id).execute();
    expect(kept).toEqual([{ purpose: "recording" }]);
    expect(await place.storedFiles()).toHaveLength(1);
  });

  it("has it too where the recording of the earlier one is not kept any more, once it has been looked at", async () => {
    const first = await run();
    await releaseBlobs(place.services, { job: first.id, purpose: "recording" });
    const { job, asked } = await runAndCount();
    expect([job.cachedFrom, asked, opened, decoded]).toEqual([first.id, 0, 2, 1]);
  });

  it("is not counted as sound that was transcribed", async () => {
    const { progress } = await run();
    await run();
    const { jobs } = await readUsage(place.services, { tenant: TENANT, now: new Date() });
    expect(jobs).toMatchObject([{ jobs: 2, seconds: progress.totalSeconds }]);
  });

  it("says why its own model was chosen, and nothing where it was named", async () => {
    const first = await transcriptOf((await run()).id);
    const named = await run({ options: { model: "onnx/whisper-base" } });
    expect(named.cachedFrom).not.toBeNull();
    const { modelChoice, ...rest } = first;
    expect(modelChoice).toBeDefined();
    expect(await transcriptOf(named.id)).toEqual(rest);
  });
});

describe("is recognised anew", () => {
  const isRecognised = async (given: Given) => {
    const { job, asked } = await runAndCount(given);
    expect(job).toMatchObject({ state: "succeeded", cachedFrom: null });
    expect(asked).toBeGreaterThan(0);
    return job;
  };

  it.each<[string, Given]>([
    ["another recording", { content: "010".repeat(6) }],
    ["another option", { options: { vocabulary: ["Nguyen"] } }],
    ["another language", { options: { language: "de" } }],
  ])("%s", async (_what, given) => {
    await run();
    await isRecognised(given);
  });

  it("for another build of the engine, and for one that is not known", async () => {
    await run();
    recogniser = "whisper 2";
    await isRecognised({});
    recogniser = null;
    await isRecognised({});
    await isRecognised({});
  });

  it("for another tenant", async () => {
    await sql`insert into tenants (id) values ('theirs') on conflict do nothing`.execute(place.db);
    await run();
    const id = await submit(place.services, { content: CONTENT, tenant: "theirs" });
    await expect
      .poll(async () => (await readJob(place.services, { tenant: "theirs", id })).state, { timeout: 10_000 })
      .toBe("succeeded");
    expect((await readJob(place.services, { tenant: "theirs", id })).cachedFrom).toBeNull();
  });

  it("where it is asked for, and what comes of it serves others", async () => {
    await run();
    const { id } = await isRecognised({ handling: { cache: false } });
    await place.db.deleteFrom("jobs").where("id", "!=", id).execute();
    expect((await run()).cachedFrom).toBe(id);
  });

  it("after a partial job, whose retry goes on with its own pieces", async () => {
    place.answerWith((window) => {
      if (window === 3) throw new Failure("engine-failed", "The engine gave no words");
      return [guess, windowText(window)];
    });
    const partial = await run();
    expect(partial.partial).toBe(true);
    place.answerWith((window) => [guess, windowText(window)]);
    await isRecognised({});
    // Then it has to be cut once more, and it is not looked whether another job has it all by now.
    await releaseBlobs(place.services, { job: partial.id, purpose: "stretch" });
    await retryJob(place.services, { tenant: TENANT, id: partial.id });
    expect(await place.finished(partial.id)).toMatchObject({ state: "succeeded", partial: false, cachedFrom: null });
  });

  it("after a job that another engine has helped out, or whose memory was short", async () => {
    place.answerWith((window) => [guess, windowText(window), { type: "warning", message: "too little memory" }]);
    await run();
    place.answerWith((window) => [guess, windowText(window)]);
    await isRecognised({});
  });

  it("after a job whose time is over, though it is still there", async () => {
    await run({ handling: { keepSeconds: 1000 } });
    await place.db
      .updateTable("jobs")
      .set({ expires_at: new Date(Date.now() - 1) })
      .execute();
    await isRecognised({});
  });
});

describe("purging", () => {
  it("the earlier job leaves the text of the later one, which then serves others", async () => {
    const first = await run();
    const before = await transcriptOf(first.id);
    const second = await run();
    await purge(first.id);
    expect(await transcriptOf(second.id)).toEqual(before);
    expect((await readJob(place.services, { tenant: TENANT, id: second.id })).cachedFrom).toBe(first.id);
    expect((await run()).cachedFrom).toBe(second.id);
  });

  it("the later job leaves the earlier one whole, and all of them leave nothing to serve", async () => {
    const first = await run();
    const second = await run();
    const before = await eventTypes(place.services, first.id);
    await purge(second.id);
    expect((await transcriptOf(first.id)).segments).toHaveLength(7);
    expect(await eventTypes(place.services, first.id)).toEqual(before);
    await purge(first.id);
    expect(await place.storedFiles()).toEqual([]);
    const { job, asked } = await runAndCount();
    expect([job.cachedFrom, asked > 0]).toEqual([null, true]);
  });
});
