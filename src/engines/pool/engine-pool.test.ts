import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { Failure } from "../../domain/failure.ts";
import type { Engine } from "../../ports/engine.ts";
import type { Engines } from "../../ports/engines.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { residentMemory } from "../../processes/resident-memory.ts";
import { type EnginePoolOptions, enginePool } from "./engine-pool.ts";
import { clockworkEngine, hearClockwork } from "./testing/clockwork-engine.ts";

const breaker = { failures: 3, restMs: 60_000 };
const modelOf = (name: string): InstalledModel => ({
  name,
  files: { model: "clockwork" },
  family: "clockwork",
  tasks: null,
});
const pools: Engines[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

function openPool(options: Partial<EnginePoolOptions> = {}): Engines {
  const openEngine = async ({ name }: InstalledModel) => clockworkEngine(name);
  const pool = enginePool({ openEngine, idleMs: 60_000, breaker, expectedBytes: async () => 1, ...options });
  pools.push(pool);
  return pool;
}

const openAll = (pool: Engines, names: readonly string[]) => Promise.all(names.map((name) => pool.open(modelOf(name))));

const loadedIn = (pool: Engines): string[] =>
  pool
    .states()
    .filter(({ isLoaded }) => isLoaded)
    .map(({ model }) => model)
    .sort();

/** A question that takes so long; begun when this ends. */
async function keepBusy(engine: Engine, ms: number): Promise<{ answer: Promise<string[]> }> {
  const answer = hearClockwork(engine, { do: "work", ms });
  await expect.poll(() => engine.processes().length, { timeout: 10_000 }).toBe(1);
  return { answer };
}

it("opens a model once, however often and at once it is asked for", async () => {
  const opened: string[] = [];
  const pool = openPool({
    async openEngine({ name }) {
      opened.push(name);
      return clockworkEngine(name);
    },
  });
  await openAll(pool, ["test/a", "test/a", "test/b"]);
  await pool.open(modelOf("test/a"));
  expect(opened).toEqual(["test/a", "test/b"]);
  expect(pool.states().map(({ model }) => model)).toEqual(opened);
});

it("tries a model that could not be opened again the next time", async () => {
  let tries = 0;
  const pool = openPool({
    async openEngine({ name }) {
      if (++tries === 1) throw new Failure("engine-unavailable", "there is no such program");
      return clockworkEngine(name);
    },
  });
  const both = await Promise.allSettled([pool.open(modelOf("test/a")), pool.open(modelOf("test/a"))]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(pool.states()).toEqual([]);
  expect((await pool.open(modelOf("test/a"))).name).toBe("test/a");
  expect(tries).toBe(2);
});

it("gives the memory of an engine back that has rested, and loads it again for the next question", async () => {
  const pool = openPool({ idleMs: 300 });
  const engine = await pool.open(modelOf("test/a"));
  expect(await hearClockwork(engine)).toEqual(["1"]);
  const [first] = engine.processes();
  expect(first).toBeGreaterThan(0);
  await expect.poll(() => engine.processes(), { timeout: SOON_MS }).toEqual([]);
  expect(await residentMemory([first ?? 0])).toBe(0);
  expect(await hearClockwork(engine)).toEqual(["1"]);
  expect(engine.processes()).not.toEqual([first]);
});

it("unloads a warmed engine that nobody asks", async () => {
  const engine = await openPool({ idleMs: 300 }).open(modelOf("test/a"));
  engine.warm(null);
  await expect.poll(() => engine.processes().length).toBe(1);
  await expect.poll(() => engine.processes(), { timeout: SOON_MS }).toEqual([]);
});

it("leaves an engine loaded as long as a call is answered, for all that another has ended", async () => {
  const pool = openPool({ idleMs: 100 });
  const engine = await pool.open(modelOf("test/a"));
  const { answer } = await keepBusy(engine, 1_500);
  const pids = engine.processes();
  const signal = AbortSignal.timeout(200);
  await expect(hearClockwork(engine, { do: "count", to: 1 }, { signal })).rejects.toThrow("timeout");
  expect((await answer).map(Number)).toEqual(pids);
});

it("unloads what has rested longest to make room, and no more than it must", async () => {
  const pool = openPool();
  const [a, b, c] = await openAll(pool, ["test/a", "test/b", "test/c"]);
  if (!a || !b || !c) throw new Error("three were opened");
  await hearClockwork(a);
  const one = await residentMemory(a.processes());
  await pool.close();

  const tight = openPool({ memoryBytes: 2.6 * one, expectedBytes: async () => one });
  const [d, e, f] = await openAll(tight, ["test/d", "test/e", "test/f"]);
  if (!d || !e || !f) throw new Error("three were opened");
  await hearClockwork(d);
  await hearClockwork(e);
  await hearClockwork(d);
  await hearClockwork(f);
  expect(loadedIn(tight)).toEqual(["test/d", "test/f"]);
  await hearClockwork(e);
  expect(loadedIn(tight)).toEqual(["test/e", "test/f"]);
});

it("never unloads one that is at work, and does the work all the same", async () => {
  const pool = openPool({ memoryBytes: 10, expectedBytes: async () => 9 });
  const [a, b, c] = await openAll(pool, ["test/a", "test/b", "test/c"]);
  if (!a || !b || !c) throw new Error("three were opened");
  await hearClockwork(b);
  const { answer } = await keepBusy(a, 3_000);
  const pids = a.processes();
  expect(loadedIn(pool)).toEqual(["test/a"]);
  expect(await hearClockwork(c)).toEqual(["1"]);
  expect(loadedIn(pool)).toEqual(["test/a", "test/c"]);
  expect((await answer).map(Number)).toEqual(pids);
});

it("makes no room for a remote engine, which takes none", async () => {
  const pool = openPool({ memoryBytes: 10, expectedBytes: async () => 9 });
  const local = await pool.open(modelOf("test/local"));
  await hearClockwork(local);
  // The process of the clockwork stands for the service.
  const remote = await pool.open({ ...modelOf("test/remote"), files: {} });
  expect(await hearClockwork(remote)).toEqual(["1"]);
  expect(loadedIn(pool)).toEqual(["test/local", "test/remote"]);
});

it.each([
  ["before its process runs", 500],
  ["while its process holds little", 0],
])("counts one that is only being loaded by what it will take: %s", async (_when, delayMs) => {
  const pool = openPool({
    memoryBytes: 10e9,
    expectedBytes: async () => 6e9,
    async openEngine({ name }) {
      const engine = clockworkEngine(name);
      async function* recognise(...question: Parameters<Engine["recognise"]>) {
        await pause(name === "test/b" ? delayMs : 0);
        yield* engine.recognise(...question);
      }
      return { ...engine, recognise };
    },
  });
  const [a, b, c] = await openAll(pool, ["test/a", "test/b", "test/c"]);
  if (!a || !b || !c) throw new Error("three were opened");
  await hearClockwork(a);
  const asked = hearClockwork(b);
  await pause(50);
  await Promise.all([asked, hearClockwork(c)]);
  expect(loadedIn(pool)).toEqual(["test/b", "test/c"]);
});

it("tells of each engine what it does and takes", async () => {
  const pool = openPool();
  const engine = await pool.open(modelOf("test/a"));
  const unused = { model: "test/a", isLoaded: false, calls: 0, memoryBytes: 0, loadSeconds: null, breaker: "closed" };
  expect(pool.states()).toEqual([unused]);
  await engine.load();
  const [loaded] = pool.states();
  expect(loaded).toMatchObject({ isLoaded: true, calls: 0 });
  expect(loaded?.loadSeconds).toBeGreaterThan(0);
  expect(loaded?.memoryBytes).toBeGreaterThan(10 * 2 ** 20);
  await engine.load();
  expect(pool.states()[0]?.loadSeconds).toBe(loaded?.loadSeconds);
  const { answer } = await keepBusy(engine, 300);
  expect(pool.states()[0]?.calls).toBe(1);
  await answer;
  expect(pool.states()[0]?.calls).toBe(0);
});

it("tells of an engine that is left alone", async () => {
  const pool = openPool({ breaker: { failures: 1, restMs: 60_000 } });
  const engine = await pool.open(modelOf("test/a"));
  await expect(hearClockwork(engine, { do: "crash" })).rejects.toMatchObject({ code: "engine-lost" });
  await expect(hearClockwork(engine)).rejects.toMatchObject({ code: "engine-unreachable" });
  expect(pool.states()).toMatchObject([{ calls: 0, breaker: "open" }]);
});

it("ends all processes when it is closed, twice if need be, and opens nothing more", async () => {
  const pool = openPool();
  const [a, b] = await openAll(pool, ["test/a", "test/b"]);
  if (!a || !b) throw new Error("two were opened");
  await Promise.all([hearClockwork(a), hearClockwork(b)]);
  const pids = [...a.processes(), ...b.processes()];
  expect(pids).toHaveLength(2);
  await pool.close();
  await pool.close();
  expect(await residentMemory(pids)).toBe(0);
  await expect(pool.open(modelOf("test/a"))).rejects.toThrow("closed");
});
