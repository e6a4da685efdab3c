import { setMaxListeners } from "node:events";
import { setImmediate as round } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { type Turns, takeTurns } from "./turns.ts";

const never = new AbortController().signal;
setMaxListeners(0, never);
let turns: Turns;
/** Whose step it was, in order. */
let log: string[];

beforeEach(() => {
  turns = takeTurns();
  log = [];
});

/** A question that takes so many steps, or steps until it is aborted. */
async function question(name: string, urgency: number, { steps = 1e6, signal = never } = {}): Promise<void> {
  const place = turns.join(urgency, signal);
  try {
    for (let i = 0; i < steps; i++) {
      await place.turn();
      log.push(name);
    }
  } finally {
    place.leave();
  }
}

async function rounds(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await round();
}

const told = (): string => log.join("");

it("answers equally urgent questions one after another, as they came", async () => {
  await Promise.all(["a", "b", "c"].map((name) => question(name, 0, { steps: 3 })));
  expect(told()).toBe("aaabbbccc");
});

it("pauses a question for a more urgent one, which is answered to its end", async () => {
  const low = question("a", 0, { steps: 8 });
  await rounds(4);
  await Promise.all([low, question("b", 1, { steps: 20 })]);
  expect(told()).toMatch(/^a{3,4}b{20}a{4,5}$/);
});

it("lets a less urgent question wait for the end of one that was begun", async () => {
  await Promise.all([
    question("a", 2, { steps: 20 }),
    question("b", 1, { steps: 3 }),
    question("c", -1.5, { steps: 3 }),
  ]);
  expect(told()).toBe(`${"a".repeat(20)}bbbccc`);
});

it("gives a paused question every fourth step once it was passed over often, however many urgent ones come", async () => {
  const low = question("a", 0, { steps: 60 });
  await rounds(6);
  const stream = Array.from({ length: 40 }, () => question("b", 1, { steps: 4 }));
  await Promise.all([low, ...stream]);
  const shared = told().replace(/^a+b{32}/, "");
  expect(told()).not.toBe(shared);
  expect(shared.slice(0, 120)).toBe("abbb".repeat(30));
});

it("keeps sharing where urgent questions come with gaps", async () => {
  const stop = new AbortController();
  const low = question("a", 0, { signal: stop.signal });
  await rounds(3);
  for (let i = 0; i < 40; i++) {
    await question("b", 1, { steps: 15 });
    await round();
  }
  stop.abort();
  await low.catch(() => {});
  const mine = log.filter((name) => name === "a").length;
  expect(mine).toBeGreaterThan(log.length / 4 - 32);
});

it("begins a less urgent question at last, though urgent ones never end", async () => {
  const stop = new AbortController();
  const urgent = question("b", 1, { signal: stop.signal });
  await question("a", 0, { steps: 5 });
  stop.abort();
  await urgent.catch(() => {});
  expect(told()).toMatch(/^b{32}(abbb){4}ab*$/);
});

it("gives two paused questions their shares", async () => {
  const stop = new AbortController();
  const urgent = question("c", 2, { signal: stop.signal });
  await Promise.all([question("a", 0, { steps: 30 }), question("b", 1, { steps: 30 })]);
  stop.abort();
  await urgent.catch(() => {});
  const shared = log.slice(40, 120);
  expect(shared.filter((name) => name === "a").length).toBeGreaterThanOrEqual(19);
  expect(shared.filter((name) => name === "b").length).toBeGreaterThanOrEqual(14);
});

it("has at most three questions begun, whatever their urgencies", async () => {
  const all: Promise<void>[] = [];
  for (const [urgency, name] of ["a", "b", "c", "d"].entries()) {
    all.push(question(name, urgency, { steps: 5 }));
    await rounds(2);
  }
  await Promise.all(all);
  expect(told()).toMatch(/^a+b+c{5}d{5}b+a+$/);
});

it("wakes a paused question to see its abort, and leaves the others alone", async () => {
  const controller = new AbortController();
  const low = question("a", 0, { steps: 50, signal: controller.signal });
  await rounds(4);
  const urgent = question("b", 1, { steps: 20 });
  const next = question("c", 0, { steps: 2 });
  await rounds(4);
  controller.abort(new Error("enough"));
  await expect(low).rejects.toThrow("enough");
  expect(log.filter((name) => name === "b").length).toBeLessThan(20);
  await Promise.all([urgent, next]);
  expect(told()).toMatch(/^a+b{20}cc$/);
});

it("goes on with others when a question that was aborted asks for another turn", async () => {
  const controller = new AbortController();
  const place = turns.join(1, controller.signal);
  await place.turn();
  const other = question("a", 0, { steps: 2 });
  controller.abort(new Error("enough"));
  await rounds(3);
  expect(told()).toBe("");
  await expect(place.turn()).rejects.toThrow("enough");
  await other;
  place.leave();
  place.leave();
});

it("gives no turn while it is held", async () => {
  const [first, second] = [turns.hold(), turns.hold()];
  const low = question("a", 0, { steps: 2 });
  first();
  await rounds(5);
  const urgent = question("b", 1, { steps: 2 });
  await rounds(5);
  expect(told()).toBe("");
  second();
  await Promise.all([low, urgent]);
  expect(told()).toBe("bbaa");
});
