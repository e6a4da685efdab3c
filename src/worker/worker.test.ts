import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { cancelJob } from "../actions/jobs/cancel-job.ts";
import { readTranscript } from "../actions/jobs/read-transcript.ts";
import { retryJob } from "../actions/jobs/retry-job.ts";
import { cuttableDatabase } from "../actions/testing/cuttable-database.ts";
import { eventTypes, submit, TENANT } from "../actions/testing/play-job.ts";
import { releaseBlobs } from "../database/blobs.ts";
import { Failure } from "../domain/failure.ts";
import { windowText } from "../pipeline/testing/played-ports.ts";
import type { EngineEvent } from "../ports/engine.ts";
import { openWorkerPlace, type WorkerPlace } from "./testing/open-worker-place.ts";
import { startWorker, type Worker } from "./worker.ts";

let place: WorkerPlace;
let worker: Worker | undefined;

beforeAll(async () => {
  place = await openWorkerPlace();
});
beforeEach(() => place.reset());
afterEach(async () => {
  await worker?.stop({ graceMs: 0 });
  worker = undefined;
});
afterAll(() => place.close());

const start = async () => {
  worker = await startWorker(place.services);
};
const english = { options: { language: "en" } } as const;
const transcriptOf = async (id: string) => (await readTranscript(place.services, { tenant: TENANT, id })).transcript;
const guess: EngineEvent = { type: "language", language: "de", probability: 0.9 };

/** A promise and the function that keeps it. */
function promised(): { kept: Promise<void>; keep: () => void } {
  let keep = () => {};
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { kept, keep };
}

it("takes jobs to their ends, and a recording in the same pieces as without a service", async () => {
  place.answerWith((window) => [guess, windowText(window)]);
  await start();
  const [long, short] = [
    await submit(place.services, { content: "010".repeat(7) }),
    await submit(place.services, { content: "0110" }),
  ];
  expect(await place.finished(long)).toMatchObject({ state: "succeeded", language: "de", model: "onnx/whisper-base" });
  const transcript = await transcriptOf(long);
  expect(transcript.segments.map(({ text }) => text)).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `window ${n}`));
  expect(transcript).toMatchObject({ seconds: 21, language: "de", warnings: [], task: "transcribe" });
  expect([transcript.coverage[0]?.start, transcript.coverage.at(-1)?.end]).toEqual([0, 21]);
  await place.finished(short);
  expect((await transcriptOf(short)).seconds).toBe(4);
  expect(place.engine.pieces).toEqual(expect.arrayContaining([[0], [1, 2, 3, 4], [5, 6]]));
  // Asked once a recording.
  expect(place.engine.asked.filter(({ likelyLanguage }) => likelyLanguage === undefined)).toHaveLength(2);
});

it("finds nothing to say where nobody speaks", async () => {
  await start();
  const id = await submit(place.services, { content: "000" });
  expect(await place.finished(id)).toMatchObject({ state: "succeeded", partial: false });
  expect(await transcriptOf(id)).toMatchObject({
    segments: [],
    language: null,
    coverage: [{ kind: "silence", end: 3 }],
  });
});

it("tells once that the database is away, for each kind of work, and once that it is back", async () => {
  const { db, refused, cut, mend } = cuttableDatabase(place.db);
  cut();
  worker = await startWorker({ ...place.services, db }, { lanes: ["media", "text"] });
  const afterRing = async <Seen>(look: () => Seen): Promise<Seen> => {
    for (const lane of ["media", "text"] as const) await place.services.bell.ring(lane);
    return look();
  };
  await expect.poll(() => afterRing(refused), { timeout: SOON_MS }).toBeGreaterThan(30);
  const lines = () => {
    const logged = place
      .logged()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    return logged.map(({ level, sweep, code, bug, msg }) => ({ level, sweep, code, bug, msg }));
  };
  const away = { level: 40, code: "database-unavailable" };
  const sweeps = ["wake-paused", "take-back-lost", "ring-for-ready", "delete-expired", "sweep-blobs"];
  const begun = [
    { ...away, msg: "no piece could be claimed" },
    ...[...sweeps, "sweep-webhooks", "reclaim-space"].map((sweep) => ({ ...away, sweep, msg: "sweeping failed" })),
  ];
  expect(lines()).toHaveLength(begun.length);
  expect(lines()).toEqual(expect.arrayContaining(begun));
  mend();
  const over = [
    { level: 30, msg: "pieces can be claimed again" },
    { level: 30, sweep: "wake-paused", msg: "sweeping goes on" },
  ];
  await expect.poll(() => afterRing(lines), { timeout: SOON_MS }).toEqual(expect.arrayContaining([...begun, ...over]));
  expect(lines().filter(({ msg }) => msg === "pieces can be claimed again")).toHaveLength(1);
});

describe("a stretch that cannot be recognised", () => {
  const fails = (window: number) => {
    if (window > 0) throw new Failure("engine-failed", "The engine gave no words");
    return [windowText(window)];
  };

  it("leaves the rest, and the transcript says where it was", async () => {
    place.answerWith(fails);
    await start();
    const id = await submit(place.services, { content: "010".repeat(3), ...english });
    expect(await place.finished(id)).toMatchObject({ state: "succeeded", partial: true });
    const { segments, warnings, coverage } = await transcriptOf(id);
    expect(segments.map(({ text }) => text)).toEqual(["window 0"]);
    expect(warnings).toContainEqual(
      expect.stringMatching(/^From \d.* s to \d.* s the recording could not be recognised: The engine/),
    );
    expect([coverage[0]?.start, coverage.at(-1)?.end]).toEqual([0, 9]);
    expect(coverage.some(({ kind }) => kind === "unheard")).toBe(true);
  });

  it("can be done later, from the recording if its sound was released", async () => {
    place.answerWith(fails);
    await start();
    const id = await submit(place.services, { content: "010".repeat(3), ...english });
    await place.finished(id);
    await releaseBlobs(place.services, { job: id, purpose: "stretch" });
    place.answerWith((window) => [windowText(window)]);
    await retryJob(place.services, { tenant: TENANT, id });
    expect(await place.finished(id)).toMatchObject({ state: "succeeded", partial: false });
    const { segments, warnings } = await transcriptOf(id);
    expect(segments.map(({ text }) => text)).toEqual(["window 0", "window 1", "window 2"]);
    expect(warnings).toEqual([]);
  });

  it("fails the job when there is no other", async () => {
    place.answerWith(() => fails(1));
    await start();
    const id = await submit(place.services, { content: "010", ...english });
    expect(await place.finished(id)).toMatchObject({ state: "failed", error: { code: "engine-failed" } });
  });
});

it("tries a bug again, then gives up, and its message is nowhere", async () => {
  place.answerWith(() => {
    throw new TypeError("what the speaker said");
  });
  await start();
  const id = await submit(place.services, { content: "010", ...english });
  const job = await place.finished(id);
  expect(job).toMatchObject({ state: "failed", error: { code: "internal-error" } });
  expect(place.engine.asked).toHaveLength(3);
  expect(place.logged()).toContain("TypeError");
  expect(place.logged()).not.toMatch(/speaker|talk\.mp3/);
  expect(JSON.stringify(job)).not.toContain("speaker");
});

it("stops within two seconds what is cancelled, and takes the next", async () => {
  const begun = promised();
  const stopped = promised();
  place.answerWith(async (_window, _options, signal) => {
    begun.keep();
    await new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        stopped.keep();
        reject(signal.reason);
      });
    });
    return [];
  });
  await start();
  const id = await submit(place.services, { content: "010", ...english });
  await begun.kept;
  place.answerWith((window) => [windowText(window)]);
  const cancelled = performance.now();
  await cancelJob(place.services, { tenant: TENANT, id });
  await stopped.kept;
  expect(performance.now() - cancelled).toBeLessThan(SOON_MS);
  const next = await submit(place.services, { content: "0110", ...english });
  expect((await place.finished(next)).state).toBe("succeeded");
  expect((await eventTypes(place.services, id)).at(-1)).toBe("job-cancelled");
  expect(place.logged()).not.toContain("piece failed");
});

describe("stopping", () => {
  const pieceOf = (id: string) =>
    place.db
      .selectFrom("pieces")
      .selectAll()
      .where("job_id", "=", id)
      .where("stage", "=", "recognise")
      .orderBy("ordinal")
      .executeTakeFirst();

  it("hands back what does not end in time, as if it had not been taken", async () => {
    const begun = promised();
    place.answerWith(async (_window, _options, signal) => {
      begun.keep();
      await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      return [];
    });
    await start();
    const id = await submit(place.services, { content: "010", ...english });
    await begun.kept;
    await worker?.stop({ graceMs: 50 });
    expect(await pieceOf(id)).toMatchObject({
      state: "ready",
      failures: 0,
      lease_lost: 0,
      lease_until: null,
      worker: null,
    });
    place.answerWith((window) => [windowText(window)]);
    await start();
    expect((await place.finished(id)).state).toBe("succeeded");
  });

  it("lets what is at work end, and takes nothing more", async () => {
    const begun = promised();
    place.answerWith(async (window) => {
      begun.keep();
      await pause(300);
      return [windowText(window)];
    });
    await start();
    const id = await submit(place.services, { content: "010".repeat(3), ...english });
    await begun.kept;
    await Promise.all([worker?.stop({ graceMs: 20_000 }), worker?.stop({ graceMs: 20_000 })]);
    expect(await pieceOf(id)).toMatchObject({ state: "done" });
    const running = await place.db.selectFrom("pieces").select("id").where("state", "=", "running").execute();
    expect(running).toEqual([]);
    await submit(place.services, { content: "0110" });
    await pause(200);
    expect(await place.db.selectFrom("jobs").select("id").where("state", "=", "queued").execute()).toHaveLength(1);
  });
});
