import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { NO_LIMITS } from "../../domain/api-key.ts";
import type { ClaimedPiece } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { readJob } from "../jobs/read-job.ts";
import { emitStretch } from "../pieces/emit-stretch.ts";
import { failPiece } from "../pieces/fail-piece.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { claim, endPrepare, never, stretch, submit, TENANT } from "../testing/play-job.ts";
import { createKey } from "./create-key.ts";

let place: Workplace;
let services: Services;
beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

async function keyWith(minutesPerMonth: number | null): Promise<string> {
  const rights = { scopes: ["submit"], models: null, origins: null, expiresAt: null } as const;
  const limits = { ...NO_LIMITS, minutesPerMonth };
  return (await createKey(services, { ...rights, limits, tenant: TENANT, name: "x", actor: "operator" })).key.id;
}

const usedSeconds = async (key: string) =>
  (await services.db.selectFrom("key_usage").select("seconds").where("key_id", "=", key).executeTakeFirst())?.seconds ??
  0;

it("charges each second that is decoded once, however often its stretch is given out", async () => {
  const key = await keyWith(null);
  await submit(services, { key });
  const piece = await claim(services, "prepare");
  await emitStretch(services, piece, stretch(0), never);
  await emitStretch(services, piece, stretch(0), never);
  await emitStretch(services, piece, stretch(1), never);
  expect(await usedSeconds(key)).toBe(10);
  await endPrepare(services, piece, 12.5);
  expect(await usedSeconds(key)).toBe(12.5);
});

it("gives out no stretch that would be more than the key may use, and the job fails with the reason", async () => {
  const key = await keyWith(0.2);
  const job = await submit(services, { key });
  const piece = await claim(services, "prepare");
  await emitStretch(services, piece, stretch(0), never);
  await emitStretch(services, piece, stretch(1), never);
  const tooMuch = await emitStretch(services, piece, stretch(2), never).catch((error: unknown) => error);
  expect(tooMuch).toMatchObject({ code: "quota-reached" });
  expect(await usedSeconds(key)).toBe(10);
  await failPiece(services, piece, tooMuch);
  expect(await readJob(services, { tenant: TENANT, id: job })).toMatchObject({
    state: "failed",
    error: { code: "quota-reached", retry: false },
  });
});

it("lets many jobs of a key use together what it may use, and no more", async () => {
  const key = await keyWith(0.5);
  const pieces: ClaimedPiece[] = [];
  for (let n = 0; n < 10; n++) {
    await submit(services, { key, content: `recording ${n}` });
    pieces.push(await claim(services, "prepare"));
  }
  const outcomes = await Promise.allSettled(
    pieces.map((piece, n) => emitStretch(services, piece, stretch(0, 0.3 + n / 100), never)),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
  expect(await usedSeconds(key)).toBe(30);
});

it("charges nobody for a job that came without a key", async () => {
  await submit(services);
  const piece = await claim(services, "prepare");
  await emitStretch(services, piece, stretch(0), never);
  expect(await services.db.selectFrom("key_usage").selectAll().execute()).toHaveLength(0);
});
