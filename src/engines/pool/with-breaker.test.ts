import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import type { Engine } from "../../ports/engine.ts";
import type { BreakerState } from "../../ports/engines.ts";
import { clockworkEngine, hearClockwork } from "./testing/clockwork-engine.ts";
import { type BreakerOptions, withBreaker } from "./with-breaker.ts";

const inners: Engine[] = [];
afterEach(() => Promise.all(inners.splice(0).map((engine) => engine.close())));

/** A guarded engine that counts how often its model was asked to load, and does not load while `isBroken`. */
function open(options: Partial<BreakerOptions> = {}) {
  const test = { isBroken: false, starts: 0, changes: [] as BreakerState[] };
  const inner = clockworkEngine("test/clockwork", {
    refuses() {
      test.starts++;
      return test.isBroken;
    },
  });
  inners.push(inner);
  const onChange = (state: BreakerState) => void test.changes.push(state);
  return Object.assign(test, withBreaker(inner, { failures: 2, restMs: 60_000, onChange, ...options }));
}

const unavailable = { code: "engine-unavailable" };
const lost = { code: "engine-lost" };
const resting = { code: "engine-unreachable", retry: true, message: expect.stringContaining("test/clockwork") };

it("leaves an engine alone after so many failures in a row, and says so without trying it", async () => {
  const test = open();
  test.isBroken = true;
  await expect(hearClockwork(test.engine)).rejects.toMatchObject(unavailable);
  expect(test.state()).toBe("closed");
  await expect(hearClockwork(test.engine)).rejects.toMatchObject(unavailable);
  expect(test.state()).toBe("open");
  expect(test.starts).toBe(2);
  test.isBroken = false;
  await expect(hearClockwork(test.engine)).rejects.toMatchObject(resting);
  expect(test.starts).toBe(2);
  expect(test.changes).toEqual(["open"]);
});

it("counts failures in a row: one success and it begins anew", async () => {
  const { engine, state } = open();
  for (let turn = 0; turn < 2; turn++) {
    await expect(hearClockwork(engine, { do: "crash" })).rejects.toMatchObject(lost);
    expect(await hearClockwork(engine)).toEqual(["1"]);
  }
  expect(state()).toBe("closed");
});

it("tries with one call after the rest, and is closed when that works", async () => {
  const { engine, state, changes } = open({ failures: 1, restMs: 400 });
  await expect(hearClockwork(engine, { do: "crash" })).rejects.toMatchObject(lost);
  await pause(500);
  const [trial, other] = [hearClockwork(engine, { do: "work", ms: 50 }), hearClockwork(engine)];
  await expect.poll(state).toBe("half-open");
  expect((await trial).length).toBe(1);
  expect(await other).toEqual(["1"]);
  expect(state()).toBe("closed");
  expect(changes).toEqual(["open", "half-open", "closed"]);
});

it("rests again when the trial fails, and whoever waited for it is told", async () => {
  const { engine, state, changes } = open({ failures: 1, restMs: 400 });
  await expect(hearClockwork(engine, { do: "crash" })).rejects.toMatchObject(lost);
  await pause(500);
  const answers = await Promise.allSettled([hearClockwork(engine, { do: "crash" }), hearClockwork(engine)]);
  expect(answers).toMatchObject([{ reason: lost }, { reason: resting }]);
  expect(state()).toBe("open");
  expect(changes).toEqual(["open", "half-open", "open"]);
});

it("lets go of a call that is aborted while it waits for the trial, which goes on", async () => {
  const { engine, state } = open({ failures: 1, restMs: 400 });
  await expect(hearClockwork(engine, { do: "crash" })).rejects.toMatchObject(lost);
  await pause(500);
  let tried = false;
  const trial = hearClockwork(engine, { do: "work", ms: 3_000 }).finally(() => {
    tried = true;
  });
  const stop = new AbortController();
  const waiting = hearClockwork(engine, { do: "count", to: 1 }, { signal: stop.signal });
  setTimeout(() => stop.abort(new Error("enough")), 200);
  await expect(waiting).rejects.toThrow("enough");
  expect(tried).toBe(false);
  expect(state()).toBe("half-open");
  await trial;
  expect(state()).toBe("closed");
  expect(await hearClockwork(engine)).toEqual(["1"]);
});

it("does not count an abort, nor what a recording is to blame for", async () => {
  const { engine, state } = open({ failures: 1 });
  await expect(hearClockwork(engine, { do: "fail" })).rejects.toMatchObject({ code: "engine-failed" });
  const signal = AbortSignal.timeout(300);
  await expect(hearClockwork(engine, { do: "work" }, { signal })).rejects.toThrow("aborted due to timeout");
  expect(state()).toBe("closed");
});

it("takes a reader who leaves early for a content one", async () => {
  const { engine, state } = open({ failures: 2, restMs: 400 });
  const window = { index: 0, samples: new Float32Array(0), parts: [], speech: [] };
  const never = new AbortController().signal;
  const leaveEarly = async () => {
    for await (const _event of engine.recognise([window, window], { task: "transcribe" }, never)) break;
  };
  await expect(hearClockwork(engine, { do: "crash" })).rejects.toMatchObject(lost);
  await leaveEarly();
  await expect(hearClockwork(engine, { do: "crash" })).rejects.toMatchObject(lost);
  expect(state()).toBe("closed");
  await expect(hearClockwork(engine, { do: "crash" })).rejects.toMatchObject(lost);
  expect(state()).toBe("open");
  await pause(500);
  await leaveEarly();
  expect(state()).toBe("closed");
});
