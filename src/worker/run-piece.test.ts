import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { settleModel } from "../actions/pieces/settle-model.ts";
import { takeBackLost } from "../actions/pieces/take-back-lost.ts";
import { claim, eventTypes, expireLeases, never, statesOf, submit } from "../actions/testing/play-job.ts";
import type { ClaimedPiece } from "../domain/piece.ts";
import { loudnessDetector, windowText } from "../pipeline/testing/played-ports.ts";
import type { SpeechDetector } from "../ports/speech-detector.ts";
import { courtesy } from "./courtesy.ts";
import { runPiece } from "./run-piece.ts";
import { openWorkerPlace, type WorkerPlace } from "./testing/open-worker-place.ts";

let place: WorkerPlace;

beforeAll(async () => {
  place = await openWorkerPlace();
});
beforeEach(async () => {
  await place.reset();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => void vi.useRealTimers());
afterAll(() => place.close());

const run = (piece: ClaimedPiece, stopping = never) =>
  runPiece(place.services, piece, { stopping, manners: courtesy() });

/** A recognise piece that an engine works on until it is stopped or told to go on. */
async function longPiece() {
  await submit(place.services, { content: "010", options: { language: "en" } });
  await run(await claim(place.services, "prepare"));
  const piece = await claim(place.services, "recognise");
  const hold: { go: () => void; reason: unknown } = { go: () => {}, reason: undefined };
  const begun = new Promise<void>((resolve) =>
    place.answerWith(async (window, _options, signal) => {
      resolve();
      await new Promise<void>((go, reject) => {
        hold.go = go;
        signal.addEventListener("abort", () => {
          hold.reason = signal.reason;
          reject(signal.reason);
        });
      });
      return [windowText(window)];
    }),
  );
  const running = run(piece);
  await begun;
  return { piece, running, hold };
}

async function leaseSeconds({ id }: ClaimedPiece): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select extract(epoch from lease_until - now())::float8 as left from pieces where id = ${id}`.execute(place.db);
  return rows[0]?.left ?? 0;
}

it("keeps its lease while it works", async () => {
  const { piece, running, hold } = await longPiece();
  await sql`update pieces set lease_until = now() + interval '15 seconds' where id = ${piece.id}`.execute(place.db);
  await vi.advanceTimersByTimeAsync(20_000);
  await vi.waitFor(async () => expect(await leaseSeconds(piece)).toBeGreaterThan(50), SOON_MS);
  hold.go();
  await running;
  expect(await statesOf(place.services, piece.job)).toEqual(["done"]);
  expect(vi.getTimerCount()).toBe(0);
});

it("leaves a piece that is no longer its own, and writes nothing about it", async () => {
  const { piece, running, hold } = await longPiece();
  await expireLeases(place.services);
  await takeBackLost({ ...place.services, atWork: new Set() });
  const current = await claim(place.services, "recognise");
  const before = await eventTypes(place.services, piece.job);
  await vi.advanceTimersByTimeAsync(20_000);
  await running;
  expect(hold.reason).toMatchObject({ name: "PieceTaken" });
  expect(await statesOf(place.services, piece.job)).toEqual(["running"]);
  expect(await eventTypes(place.services, piece.job)).toEqual(before);
  expect(current.attempt).toBe(2);
  expect(place.logged()).not.toContain("piece failed");
});

it("gives the same when a piece is done again from its beginning", async () => {
  const id = await submit(place.services, { content: "010".repeat(6), options: { language: "en" } });
  const piece = await claim(place.services, "prepare");
  const { pieceWindows, engine } = await settleModel(place.services, piece, never);
  expect([pieceWindows, engine.name]).toEqual([4, "onnx/whisper-base"]);
  // Faster models take larger pieces, but not in a job that has begun.
  await sql`insert into measured_speeds values ('test machine', 'onnx/whisper-base', 1000, 3)`.execute(place.db);
  await expireLeases(place.services);
  await takeBackLost(place.services);
  await run(await claim(place.services, "prepare"));
  expect(await statesOf(place.services, id)).toEqual(["ready", "ready", "ready"]);
  expect((await eventTypes(place.services, id)).filter((type) => type === "model-chosen")).toHaveLength(1);
  const next = await submit(place.services, { content: "010".repeat(6), options: { language: "en" } });
  await run(await claim(place.services, "prepare"));
  expect(await statesOf(place.services, next)).toEqual(["ready", "ready"]);
});

it("goes on cutting where it was cut off, and gives the same", async () => {
  const content = "0110".repeat(60);
  const calm = await submit(place.services, { content, options: { language: "en" } });
  await run(await claim(place.services, "prepare"));
  const stopping = new AbortController();
  let blocks = 0;
  const listen: SpeechDetector["listen"] = (...asked) => {
    blocks++;
    if (blocks === 20) stopping.abort(new Error("stopping"));
    return loudnessDetector.listen(...asked);
  };
  const services = { ...place.services, detector: async () => ({ ...loudnessDetector, listen }) };
  const id = await submit(place.services, { content, options: { language: "en" } });
  const cutOff = await claim(place.services, "prepare");
  await runPiece(services, cutOff, { stopping: stopping.signal, manners: courtesy() });
  expect(await statesOf(place.services, id, "prepare")).toEqual(["ready"]);
  await runPiece(services, await claim(place.services, "prepare"), { stopping: never, manners: courtesy() });
  // Thirty blocks in all: of the twenty that had been heard at least two times eight were not heard again.
  expect(blocks).toBeLessThanOrEqual(30 + 4);
  const inputs = async (job: string) =>
    place.db.selectFrom("pieces").select(["stage", "input"]).where("job_id", "=", job).orderBy("ordinal").execute();
  expect(await inputs(id)).toEqual(await inputs(calm));
  expect(await place.db.selectFrom("heard_sound").select("job_id").execute()).toEqual([]);
});

it("hands back a piece that was taken when the worker had to stop already", async () => {
  const id = await submit(place.services, { content: "010", options: { language: "en" } });
  const piece = await claim(place.services, "prepare");
  await run(piece, AbortSignal.abort(new Error("stopping")));
  expect(await statesOf(place.services, id, "prepare")).toEqual(["ready"]);
});
