import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { type Host, modelHost } from "./host.ts";
import type { ClockworkInput } from "./testing/clockwork-model.ts";

const MODULE = new URL("./testing/clockwork-model.ts", import.meta.url).href;
const never = new AbortController().signal;
setMaxListeners(0, never);
const hosts: Host<ClockworkInput, number>[] = [];

afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

/** A host whose process runs. */
async function open(stallMs = 60_000): Promise<Host<ClockworkInput, number>> {
  const host = modelHost<ClockworkInput, number>({ name: "test/clockwork", module: MODULE, settings: {}, stallMs });
  hosts.push(host);
  await all(host.ask({ do: "count", to: 1 }, never));
  return host;
}

async function all(events: AsyncIterable<number>): Promise<number[]> {
  const got: number[] = [];
  for await (const event of events) got.push(event);
  return got;
}

interface Asked {
  /** How the model's steps were numbered; also those it had taken when it was stopped. */
  readonly steps: number[];
  readonly answer: Promise<void>;
  begun(): Promise<void>;
}

function ask(
  host: Host<ClockworkInput, number>,
  input: Omit<ClockworkInput, "do">,
  urgency = 0,
  signal = never,
): Asked {
  const steps: number[] = [];
  const gather = async () => {
    for await (const one of host.ask({ do: "step", ...input }, signal, { urgency })) steps.push(one);
  };
  const answer = gather();
  answer.catch(() => {});
  const begun = async () => {
    while (steps.length === 0) await pause(5);
  };
  return { steps, answer, begun };
}

const span = (steps: readonly number[]): number => (steps.at(-1) ?? 0) - (steps[0] ?? 0) + 1;
const settled = (asked: readonly Asked[]) => Promise.allSettled(asked.map(({ answer }) => answer));

it("answers a more urgent question to its end, then goes on with the one that was paused", async () => {
  const host = await open();
  const low = ask(host, { to: 40, ms: 10 });
  await low.begun();
  const urgent = ask(host, { to: 10, ms: 10 }, 1);
  const next = ask(host, { to: 5 });
  await urgent.answer;
  expect(low.steps.length).toBeLessThan(30);
  await settled([low, next]);
  expect(urgent.steps).toHaveLength(10);
  expect(span(urgent.steps)).toBe(10);
  expect(low.steps).toHaveLength(40);
  expect(span(low.steps)).toBe(50);
  expect(next.steps).toEqual([51, 52, 53, 54, 55]);
});

it("hears of an urgent question at the next step, however large it is and whatever is on its way before it", async () => {
  const host = await open();
  const low = ask(host, { to: 60, ms: 50 });
  await low.begun();
  const next = ask(host, { to: 1, load: new Float32Array(4 * 480_000) });
  const before = low.steps.length;
  const urgent = ask(host, { to: 1, load: new Float32Array(480_000) }, 1);
  await urgent.answer;
  // The step that was under way, and one that began before the message was written.
  expect((urgent.steps[0] ?? 0) - before).toBeLessThanOrEqual(4);
  await settled([low, next]);
});

it("lets a stream of urgent questions have three steps of four, not all", async () => {
  const host = await open();
  const low = ask(host, { to: 60, ms: 2 });
  await low.begun();
  const stream = Array.from({ length: 12 }, () => ask(host, { to: 10, ms: 2 }, 1));
  await settled([low, ...stream]);
  const urgent = stream.flatMap(({ steps }) => steps);
  const shared = low.steps.filter((step) => step > (urgent[31] ?? 0) && step < (urgent[119] ?? 0));
  expect(shared.length).toBeGreaterThanOrEqual(28);
  for (const [index, step] of shared.slice(1).entries()) expect(step - (shared[index] ?? 0)).toBeLessThanOrEqual(4);
});

it("does not take a paused question for a hung one", async () => {
  const host = await open(2_000);
  const { pid } = host;
  const low = ask(host, { to: 3, ms: 20 });
  await low.begun();
  const urgent = ask(host, { to: 20, ms: 200 }, 1);
  expect(await settled([low, urgent])).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
  expect(span(low.steps)).toBe(23);
  expect(host.pid).toBe(pid);
});

it("ends a paused question at its abort in the middle of a long step of another, and keeps the process", async () => {
  const host = await open();
  const { pid } = host;
  const controller = new AbortController();
  const low = ask(host, { to: 100, ms: 10 }, 0, controller.signal);
  await low.begun();
  const urgent = ask(host, { to: 2, ms: 2_500 }, 1);
  await pause(300);
  controller.abort(new Error("enough"));
  await expect(low.answer).rejects.toThrow("enough");
  expect(urgent.steps.length).toBeLessThan(2);
  await urgent.answer;
  expect(urgent.steps).toHaveLength(2);
  expect(await all(host.ask({ do: "tell-stopped" }, never))).toEqual([1]);
  expect(host.pid).toBe(pid);
});

it("wakes a paused question to its abort while the urgent one goes on", async () => {
  const host = await open();
  const controller = new AbortController();
  const low = ask(host, { to: 1_000, ms: 10 }, 0, controller.signal);
  await low.begun();
  const urgent = ask(host, { to: 30, ms: 50 }, 1);
  await urgent.begun();
  controller.abort(new Error("enough"));
  await expect(low.answer).rejects.toThrow("enough");
  expect(await all(host.ask({ do: "tell-stopped" }, never, { urgency: 2 }))).toEqual([1]);
  expect(urgent.steps.length).toBeLessThan(30);
  await urgent.answer;
  expect(span(urgent.steps)).toBe(30);
});

it("goes on with the paused question when the urgent one is cancelled in a long step", async () => {
  const host = await open();
  const { pid } = host;
  const low = ask(host, { to: 20, ms: 10 });
  await low.begun();
  const controller = new AbortController();
  const urgent = ask(host, { to: 5, ms: 2_500 }, 1, controller.signal);
  await pause(300);
  controller.abort(new Error("enough"));
  await expect(urgent.answer).rejects.toThrow("enough");
  await low.answer;
  expect(low.steps).toHaveLength(20);
  expect(host.pid).toBe(pid);
});

it("tells both askers when the process dies while one is paused", async () => {
  const host = await open();
  const low = ask(host, { to: 100, ms: 10 });
  await low.begun();
  const answers = await Promise.allSettled([low.answer, all(host.ask({ do: "crash" }, never, { urgency: 1 }))]);
  expect(answers).toMatchObject([{ reason: { code: "engine-lost" } }, { reason: { code: "engine-lost" } }]);
  expect(await all(host.ask({ do: "count", to: 2 }, never))).toEqual([1, 2]);
});

it("ends a process that lets no cancelled question go, for all that others are open", async () => {
  const host = await open(2_000);
  const controller = new AbortController();
  const stubborn = all(host.ask({ do: "ignore-the-signal" }, controller.signal, { urgency: 1 }));
  const low = ask(host, { to: 10_000, ms: 10 });
  setTimeout(() => controller.abort(new Error("enough")), 200);
  await expect(stubborn).rejects.toThrow("enough");
  await expect(low.answer).rejects.toMatchObject({
    code: "engine-lost",
    message: "The engine process of test/clockwork did not let a question go and was ended",
  });
});

it("ends at once when it is aborted while it waits for another to be stopped", async () => {
  const host = await open();
  const [first, second] = [new AbortController(), new AbortController()];
  const stubborn = all(host.ask({ do: "ignore-the-signal" }, first.signal));
  await pause(100);
  first.abort(new Error("enough"));
  await expect(stubborn).rejects.toThrow("enough");
  const waiting = all(host.ask({ do: "count", to: 1 }, second.signal));
  const { pid } = host;
  second.abort(new Error("changed my mind"));
  await expect(waiting).rejects.toThrow("changed my mind");
  expect(host.pid, "the other has not been stopped yet").toBe(pid);
});
