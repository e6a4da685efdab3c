import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClaimOptions, claimPiece } from "./claim.ts";
import { endJob } from "./jobs.ts";
import { openDatabase, type TestDatabase } from "./testing/open-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(() => database.clear());
afterAll(() => database.close());

const pieces = (count: number, seconds = 100) => Array.from({ length: count }, () => ({ seconds }));

const claim = async (options: Partial<ClaimOptions> = {}) =>
  (await claimPiece(database.db, { lane: "speech", smallOnly: false, worker: "w", ...options }))?.job;

describe("limits to what is at work at the same time", () => {
  it("keeps a key to its limit, and gives the place to others", async () => {
    const greedy = await database.addJob({ tenant: "greedy", priority: 5, pieces: pieces(9) });
    const modest = await database.addJob({ tenant: "modest", pieces: pieces(2) });
    const concurrency = { perKey: 2 };
    const had: (string | undefined)[] = [];
    for (let n = 0; n < 5; n++) had.push(await claim({ concurrency }));
    expect(had).toEqual([greedy, greedy, modest, modest, undefined]);
    await sql`update pieces set state = 'done' where id = (
      select id from pieces where job_id = ${greedy} and state = 'running' limit 1)`.execute(database.db);
    expect([await claim({ concurrency }), await claim({ concurrency })]).toEqual([greedy, undefined]);
  });

  it("counts keys of a tenant apart", async () => {
    const [one, other] = [await database.addJob({ pieces: pieces(3) }), await database.addJob({ pieces: pieces(3) })];
    await sql`update jobs set key_id = id::text`.execute(database.db);
    const concurrency = { perKey: 1 };
    expect(new Set([await claim({ concurrency }), await claim({ concurrency })])).toEqual(new Set([one, other]));
    expect(await claim({ concurrency })).toBeUndefined();
  });

  it("keeps a model to its limit, over all tenants, and leaves the others free", async () => {
    await database.addJob({ tenant: "a", model: "openai/whisper-1", pieces: pieces(5) });
    await database.addJob({ tenant: "b", model: "openai/whisper-1", pieces: pieces(5) });
    const own = await database.addJob({ tenant: "c", model: "onnx/base", pieces: pieces(3) });
    const concurrency = { models: { "openai/whisper-1": 2 } };
    const had: (string | undefined)[] = [];
    for (let n = 0; n < 7; n++) had.push(await claim({ concurrency }));
    expect(had.filter((job) => job === own)).toHaveLength(3);
    expect(had.filter((job) => job !== undefined)).toHaveLength(5);
  });

  it("holds though many ask at the same moment", async () => {
    for (let n = 0; n < 4; n++) await database.addJob({ tenant: `t${n}`, model: "m", pieces: pieces(10) });
    const concurrency = { perKey: 2, models: { m: 5 } };
    const had = await Promise.all(Array.from({ length: 30 }, () => claim({ concurrency })));
    expect(had.filter((job) => job !== undefined)).toHaveLength(5);
  });

  it("is for recognition alone", async () => {
    await database.addJob({ pieces: Array.from({ length: 3 }, () => ({ stage: "prepare" as const })) });
    const concurrency = { perKey: 1 };
    const had = [await claim({ lane: "media", concurrency }), await claim({ lane: "media", concurrency })];
    expect(had).not.toContain(undefined);
  });
});

describe("a model that is loaded", () => {
  it("is preferred, and what waits for another is served all the same", async () => {
    const here = await database.addJob({ model: "onnx/base", served: 50, pieces: pieces(40) });
    const elsewhere = await database.addJob({ model: "onnx/large", pieces: pieces(40) });
    const had: (string | undefined)[] = [];
    for (let n = 0; n < 16; n++) had.push(await claim({ loaded: ["onnx/base"] }));
    expect(had.slice(0, 3)).toEqual([here, here, here]);
    expect(had.filter((job) => job === elsewhere).length).toBeGreaterThanOrEqual(3);
  });

  it("does not come before what is more urgent, or of a tenant that has less", async () => {
    await database.addJob({ tenant: "a", model: "onnx/base", pieces: pieces(4) });
    const urgent = await database.addJob({ tenant: "a", model: "onnx/large", priority: 1, pieces: pieces(1) });
    expect(await claim({ loaded: ["onnx/base"] })).toBe(urgent);
    const lone = await database.addJob({ tenant: "b", model: "onnx/large", pieces: pieces(1) });
    expect(await claim({ loaded: ["onnx/base"] })).toBe(lone);
  });
});

describe("a place for newcomers", () => {
  it("takes of keys that have nothing at work, whatever their priority, and of no others", async () => {
    await database.addJob({ tenant: "a", priority: 10, pieces: pieces(3) });
    expect(await claim()).toBeDefined();
    const lone = await database.addJob({ tenant: "b", priority: -10, pieces: pieces(2) });
    expect(await claim({ newcomersOnly: true })).toBe(lone);
    expect(await claim({ newcomersOnly: true })).toBeUndefined();
    expect(await claim()).toBeDefined();
  });
});

describe("the oldest", () => {
  it("is found under whatever is more urgent, of the same key and of others", async () => {
    const low = await database.addJob({ tenant: "a", priority: -10, pieces: pieces(2) });
    const middle = await database.addJob({ tenant: "a", priority: 0, pieces: pieces(1) });
    await database.addJob({ tenant: "a", priority: 10, pieces: pieces(5) });
    await database.addJob({ tenant: "b", priority: 10, pieces: pieces(5) });
    const had: (string | undefined)[] = [];
    for (let n = 0; n < 3; n++) had.push(await claim({ oldest: true }));
    expect(had).toEqual([low, low, middle]);
  });

  it("is none that the worker may not take", async () => {
    await database.addJob({ labels: ["gpu"], pieces: pieces(1) });
    await database.addJob({ model: "onnx/large", pieces: pieces(1) });
    const own = await database.addJob({ priority: 5, model: "onnx/base", pieces: pieces(1) });
    const able = { oldest: true, models: ["onnx/base"] };
    expect([await claim(able), await claim(able)]).toEqual([own, undefined]);
  });

  it("gives nothing of a job that has ended", async () => {
    const job = await database.addJob({ pieces: pieces(1) });
    await database.db.transaction().execute((within) => endJob(within, job, { state: "cancelled" }));
    expect(await claim({ oldest: true })).toBeUndefined();
  });
});
