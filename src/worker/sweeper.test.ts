import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { never } from "../actions/testing/play-job.ts";
import { nameOfOwn } from "../blobs/owned-file.ts";
import { s3BlobStore } from "../blobs/s3/s3.ts";
import { startSilentStore } from "../blobs/testing/silent-store.ts";
import type { Services } from "../services.ts";
import { startSweeper, sweepOnce } from "./sweeper.ts";
import { openWorkerPlace, type WorkerPlace } from "./testing/open-worker-place.ts";

vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "a secret of a test");

let place: WorkerPlace;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  place = await openWorkerPlace();
});
beforeEach(async () => {
  await place.reset();
  await sql`truncate sweeps`.execute(place.db);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => place.close());

/** Services whose recordings are on another machine that answers nothing, with a file that a killed process has left. */
async function withSilentStore() {
  const way = await startSilentStore();
  const scratch = join(mkdtempSync(join(tmpdir(), "sweeper-")), "scratch");
  mkdirSync(scratch);
  closers.push(way.close, () => rmSync(scratch, { recursive: true, force: true }));
  const [machine, , , ...rest] = nameOfOwn().split("-");
  const gone = spawnSync(process.execPath, ["-e", ""], { env: {} }).pid;
  writeFileSync(join(scratch, [machine, gone, "0123abcd", ...rest].join("-")), "some");
  const blobs = s3BlobStore({ bucket: "recordings", prefix: "", endpoint: way.url, scratch });
  return { services: { ...place.services, blobs }, way, left: () => readdirSync(scratch) };
}

const begun = async () =>
  (await place.db.selectFrom("sweeps").select("name").orderBy("begun_at").execute()).map(({ name }) => name);

describe("a sweeper that is stopped", () => {
  it("waits for no store, and does not log it as a failure", async () => {
    const { services, way } = await withSilentStore();
    const sweeper = startSweeper(services);
    await expect.poll(() => way.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const from = performance.now();
    sweeper.stop();
    await sweeper.ended;
    expect(performance.now() - from).toBeLessThan(SOON_MS);
    expect(place.logged()).toBe("");
  });

  it("begins no further round when it sweeps once", async () => {
    const { services, way } = await withSilentStore();
    const stopping = new AbortController();
    const ended = sweepOnce(services, stopping.signal);
    await expect.poll(() => way.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    stopping.abort();
    await ended;
    expect((await begun()).at(-1)).toBe("sweep-blobs");
    expect(place.logged()).toBe("");
  });
});

describe("the scratch of a machine", () => {
  it("is swept by each process for itself, whoever sweeps the store", async () => {
    const { services, left } = await withSilentStore();
    // Another process, on another machine, has won all rounds.
    await sweepOnce(place.services, never);
    const sweeper = startSweeper(services);
    await expect.poll(left).toEqual([]);
    sweeper.stop();
    await sweeper.ended;
  });

  it("is swept where a process sweeps but once", async () => {
    const { services, left } = await withSilentStore();
    await sweepOnce(place.services, never);
    await sweepOnce(services, never);
    expect(left()).toEqual([]);
  });
});

describe("sweeping once", () => {
  it("does all that is due, one after another, and nothing twice", async () => {
    await sweepOnce(place.services, never);
    const order = await begun();
    expect(order).toEqual([
      ...["wake-paused", "take-back-lost", "ring-for-ready", "delete-expired", "sweep-blobs", "sweep-webhooks"],
      "reclaim-space",
    ]);
    const times = () => place.db.selectFrom("sweeps").select("begun_at").where("name", "=", "sweep-blobs").execute();
    const before = await times();
    await sweepOnce(place.services, never);
    expect(await times()).toEqual(before);
  });

  it("logs what goes wrong with one, and does the others", async () => {
    const fault = () => Promise.reject(new Error("words of a store"));
    const services: Services = { ...place.services, blobs: { ...place.services.blobs, sweep: fault } };
    await sweepOnce(services, never);
    expect(await begun()).toContain("reclaim-space");
    const lines = place.logged().trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("sweep-blobs");
    expect(lines[0]).not.toContain("words");
  });
});

describe("room in the database", () => {
  const vacuumed = vi.fn();
  const overheard = (): Services["db"] =>
    place.db.withPlugin({
      transformQuery({ node, queryId }) {
        const { sql: text } = place.db.getExecutor().compileQuery(node, queryId);
        if (text.startsWith("vacuum")) vacuumed();
        return node;
      },
      transformResult: async ({ result }) => result,
    });
  beforeEach(() => void vacuumed.mockReset());

  it("is reclaimed in the one that runs in this process", async () => {
    await sweepOnce({ ...place.services, db: overheard(), connections: () => null }, never);
    expect(vacuumed).toHaveBeenCalledTimes(8);
  });

  it("is left to a server, which reclaims it by itself", async () => {
    const connections = () => ({ open: 1, idle: 1, waiting: 0 });
    await sweepOnce({ ...place.services, db: overheard(), connections }, never);
    expect(await begun()).toContain("reclaim-space");
    expect(vacuumed).not.toHaveBeenCalled();
  });
});
