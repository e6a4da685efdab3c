import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobState } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { measureSpeed } from "../pieces/measure-speed.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { claim, emitTwo, hear, submit, TENANT } from "../testing/play-job.ts";
import { checkReadiness } from "../upkeep/check-readiness.ts";
import { cancelJob } from "./cancel-job.ts";
import { listJobs } from "./list-jobs.ts";
import { openAudio } from "./open-audio.ts";
import { readJob } from "./read-job.ts";
import { requestTranscription } from "./request-transcription.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const read = (id: string) => readJob(services, { tenant: TENANT, id });

describe("the list", () => {
  async function pages(limit: number, states?: JobState[]): Promise<string[][]> {
    const all: string[][] = [];
    let after: string | undefined;
    do {
      const { jobs, next } = await listJobs(services, { tenant: TENANT, states, after, limit });
      all.push(jobs.map(({ id }) => id));
      after = next ?? undefined;
    } while (after !== undefined);
    return all;
  }

  async function many(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push(await submit(services));
    return ids;
  }

  it("gives the newest first, page by page, and no empty page at the end", async () => {
    const ids = await many(6);
    expect(await pages(3)).toEqual([ids.slice(3).reverse(), ids.slice(0, 3).reverse()]);
    expect(await pages(4)).toHaveLength(2);
    expect(await pages(10)).toHaveLength(1);
  });

  it("neither loses nor doubles jobs of the same moment, or a microsecond apart", async () => {
    const ids = await many(9);
    await sql`update jobs set created_at = '2026-01-02T03:04:05.678901Z'`.execute(services.db);
    expect((await pages(2)).flat().sort()).toEqual([...ids].sort());
    await sql`
      update jobs set created_at = created_at + n * interval '1 microsecond'
      from (select id, row_number() over () as n from jobs) as numbered where numbered.id = jobs.id`.execute(
      services.db,
    );
    expect((await pages(2)).flat().sort()).toEqual([...ids].sort());
  });

  it("goes on where it was when jobs come in between", async () => {
    const ids = await many(4);
    const first = await listJobs(services, { tenant: TENANT, limit: 2 });
    await many(2);
    const second = await listJobs(services, { tenant: TENANT, limit: 9, after: first.next ?? "" });
    expect([...first.jobs, ...second.jobs].map(({ id }) => id)).toEqual(ids.reverse());
  });

  it("gives those of some states, and of nobody else", async () => {
    const [cancelled = "", queued] = await many(2);
    await cancelJob(services, { tenant: TENANT, id: cancelled });
    expect(await pages(5, ["cancelled", "failed"])).toEqual([[cancelled]]);
    expect(await pages(5, ["queued"])).toEqual([[queued]]);
    expect((await listJobs(services, { tenant: "other", limit: 5 })).jobs).toEqual([]);
  });

  const id = "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11";
  it.each([
    ["nothing", ""],
    ["text", "garbage"],
    ["no cursor", cursor({ a: 1 })],
    ["no id", cursor(["2026-01-01T00:00:00.000000Z", "id"])],
    ["no such day", cursor(["2026-02-30T00:00:00.000000Z", id])],
    ["no such year", cursor(["0000-01-01T00:00:00.000000Z", id])],
    ["a quote", cursor(["2026-01-01T00:00:00.000000Z'", id])],
  ])("refuses a cursor that is %s", async (_what, after) => {
    await expect(listJobs(services, { tenant: TENANT, limit: 5, after })).rejects.toMatchObject({
      code: "option-invalid",
    });
  });
});

function cursor(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

describe("a job that runs", () => {
  it("shows how far it is, and how long it will take where the model's speed is known", async () => {
    const id = await submit(services, { options: { language: "en" } });
    expect((await read(id)).progress).toMatchObject({ fraction: 0, totalSeconds: null, etaSeconds: null });
    await emitTwo(services, 40);
    expect((await read(id)).progress).toEqual({
      decodedSeconds: 10,
      totalSeconds: 40,
      speechSeconds: 4,
      recognisedSeconds: 0,
      fraction: 6 / 40,
      etaSeconds: null,
      pieces: { done: 0, known: 2 },
    });
    await measureSpeed(services, { model: "test/model", speechSeconds: 40, wallSeconds: 4 });
    await hear(services, await claim(services, "recognise"));
    // 32 s are left, at ten a second.
    expect((await read(id)).progress).toMatchObject({ fraction: 8 / 40, etaSeconds: 4, pieces: { done: 1, known: 2 } });
    // Two jobs at one worker: half the machine for each.
    await claim(services, "recognise");
    const other = await submit(services);
    await emitTwo(services, 40);
    await claim(services, "recognise");
    expect((await read(id)).progress.etaSeconds).toBe(7);
    expect((await read(other)).progress.etaSeconds).toBe(8);
    await sql`update jobs set started_at = now() - interval '20 seconds' where id = ${id}`.execute(services.db);
    // Its own pace by now: 8 s of sound in 20 s.
    expect((await read(id)).progress.etaSeconds).toBe(81);
  });

  it("takes the decoded length for the whole where the file claims less", async () => {
    const id = await submit(services);
    await emitTwo(services, 3);
    expect((await read(id)).progress).toMatchObject({ totalSeconds: 10, fraction: 0.6 });
  });
});

describe("a job that waits", () => {
  it("shows how many are ahead, by priority and age", async () => {
    const [first, second] = [await submit(services), await submit(services)];
    const urgent = await submit(services, { handling: { priority: 5 } });
    const ahead = async (id: string) => (await read(id)).queue?.ahead;
    expect([await ahead(first), await ahead(second), await ahead(urgent)]).toEqual([1, 2, 0]);
    await claim(services, "prepare");
    expect((await read(urgent)).queue).toBeNull();
    expect([await ahead(first), await ahead(second)]).toEqual([0, 1]);
  });

  it("shows when it may start, as fast as others were started lately", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await submit(services));
    const startsIn = async () => (await read(ids[4] ?? "")).queue?.startsInSeconds;
    expect(await startsIn()).toBeNull();
    await claim(services, "prepare");
    await claim(services, "prepare");
    await sql`update jobs set started_at = started_at - interval '20 seconds' where id = ${ids[0]}`.execute(
      services.db,
    );
    // Two in the last twenty seconds; two are ahead of it.
    expect(await startsIn()).toBeGreaterThanOrEqual(30);
    expect(await startsIn()).toBeLessThanOrEqual(32);
  });

  it("counts no further than a thousand", async () => {
    const id = await submit(services);
    await sql`insert into jobs (id, tenant_id, state, priority, parameters, source, served)
      select gen_random_uuid(), ${TENANT}, 'queued', 1, '{}', '{}', 0 from generate_series(1, 1500)`.execute(
      services.db,
    );
    expect((await read(id)).queue?.ahead).toBe(1_000);
  });
});

it("knows no job of another tenant", async () => {
  const id = await submit(services);
  const missing = { code: "job-not-found" };
  await expect(readJob(services, { tenant: "other", id })).rejects.toMatchObject(missing);
  await expect(openAudio(services, { tenant: "other", id })).rejects.toMatchObject(missing);
});

it("has no sound of a recording that was not fetched yet", async () => {
  const recording = { kind: "url", url: "https://example.org/x" } as const;
  const { id } = await requestTranscription(services, { tenant: TENANT, recording, options: {} });
  await expect(openAudio(services, { tenant: TENANT, id })).rejects.toMatchObject({ code: "recording-not-here" });
});

describe("the speed of a model", () => {
  const measure = (speechSeconds: number, wallSeconds: number) =>
    measureSpeed(services, { model: "m", speechSeconds, wallSeconds });
  const known = () => services.db.selectFrom("measured_speeds").selectAll().executeTakeFirst();

  it("is the best there was, forgotten slowly", async () => {
    await measure(100, 10);
    await measure(100, 50);
    expect(await known()).toMatchObject({ machine: "test machine", speed: 9.8, measurements: 2 });
    await measure(100, 5);
    expect(await known()).toMatchObject({ speed: 20, measurements: 3 });
  });

  it("is not told from a moment", async () => {
    await measure(19, 0.1);
    await measure(30, 0);
    expect(await known()).toBeUndefined();
  });
});

it("says what is not as it should be, and nothing more", async () => {
  const decoder = { describe: async () => "a decoder" } as Services["decoder"]; // nothing else is asked
  expect(await checkReadiness({ ...services, decoder })).toEqual({
    ready: true,
    checks: { database: { ok: true }, queue: { ok: true }, storage: { ok: true }, decoder: { ok: true } },
  });
  const broken = { describe: () => Promise.reject(new Error("/secret/path")) } as unknown as Services["decoder"]; // the same
  const limits = { ...services.limits, keepFreeBytes: Number.MAX_SAFE_INTEGER };
  const answer = await checkReadiness({ ...services, decoder: broken, limits });
  expect(answer).toMatchObject({
    ready: false,
    checks: { database: { ok: true }, storage: { ok: false }, decoder: { ok: false } },
  });
  expect(JSON.stringify(answer)).not.toContain("secret");
});

it("says of what hangs that it does not answer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const decoder = { describe: () => new Promise(() => {}) } as unknown as Services["decoder"]; // nothing else is asked
    // Its timer would be over before a real store has written its file, which would then be left to the end of the test.
    const blobs = { check: async () => {}, freeBytes: async () => null } as Services["blobs"]; // the same
    const answer = checkReadiness({ ...services, blobs, decoder });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toMatchObject({ ready: false, checks: { decoder: { ok: false } } });
  } finally {
    vi.useRealTimers();
  }
});
