import { afterEach, expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import type { Engine } from "../../ports/engine.ts";
import { type ClockworkOptions, clockworkEngine, hearClockwork } from "./testing/clockwork-engine.ts";
import { withBreaker } from "./with-breaker.ts";
import { withFallback } from "./with-fallback.ts";

const engines: Engine[] = [];
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.close())));

function open(name: string, options: ClockworkOptions = {}): Engine {
  const engine = clockworkEngine(name, options);
  engines.push(engine);
  return engine;
}

const broken = (name: string) => open(name, { refuses: () => true });

/** Tells a text of its own, then breaks off: what a service does whose limit is reached. */
const breakingOff = (name: string): Engine => ({
  ...open(name),
  async *recognise() {
    const heard = { window: 0, text: "half", language: "en", averageLogProbability: 0 };
    yield { type: "text", heard: { ...heard, noSpeechProbability: 0, temperature: 0 } };
    throw new Failure("usage-limit-reached", "the limit of today is reached");
  },
});

/** The engines that were opened, in their order. */
function openers(others: readonly Engine[]): { open: (() => Promise<Engine>)[]; opened: string[] } {
  const opened: string[] = [];
  const open = others.map((engine) => async () => {
    opened.push(engine.name);
    return engine;
  });
  return { open, opened };
}

const took = (first: string, other: string) => expect.stringMatching(new RegExp(`^${other} instead of ${first}: `));

it("asks the first alone as long as it works", async () => {
  const { open: others, opened } = openers([open("test/second")]);
  const engine = withFallback(open("test/first"), others);
  expect(engine.name).toBe("test/first");
  expect(await hearClockwork(engine, { do: "count", to: 3 })).toEqual(["1", "2", "3"]);
  expect(opened).toEqual([]);
});

it("has the next engine that works take over, and names both and the cause", async () => {
  const { open: others, opened } = openers([broken("test/second"), open("test/third"), open("test/fourth")]);
  const said = await hearClockwork(withFallback(broken("test/first"), others), { do: "count", to: 2 });
  expect(said).toEqual([took("test/first", "test/third"), "1", "2"]);
  expect(said[0]).toContain("could not be loaded");
  expect(opened).toEqual(["test/second", "test/third"]);
});

it("takes over from an engine that is left alone", async () => {
  const { engine: first } = withBreaker(open("test/first"), { failures: 1, restMs: 60_000 });
  await expect(hearClockwork(first, { do: "crash" })).rejects.toMatchObject({ code: "engine-lost" });
  const engine = withFallback(first, openers([open("test/second")]).open);
  expect(await hearClockwork(engine)).toEqual([took("test/first", "test/second"), "1"]);
});

it("tells nothing twice when the first breaks off in the middle", async () => {
  const engine = withFallback(breakingOff("test/first"), openers([open("test/second")]).open);
  expect(await hearClockwork(engine)).toEqual([took("test/first", "test/second"), "1"]);
});

it("passes over an engine that does not know the language or the task", async () => {
  const english = open("test/english", { abilities: { languages: ["en"], detectsLanguage: false } });
  const german = open("test/german", { abilities: { languages: ["de", "fr"] } });
  const { open: others } = openers([english, german]);
  const engine = withFallback(broken("test/first"), others);
  const told = (name: string) => [took("test/first", name), "1"];
  expect(await hearClockwork(engine, undefined, { language: "de" })).toEqual(told("test/german"));
  expect(await hearClockwork(engine, undefined, { language: "en" })).toEqual(told("test/english"));
  expect(await hearClockwork(engine)).toEqual(told("test/german"));
});

it("passes over what has one language where it is to be detected, and what takes shorter windows", async () => {
  const german = open("test/german", { abilities: { languages: ["de"], detectsLanguage: true } });
  const engine = withFallback(broken("test/first"), openers([german]).open);
  await expect(hearClockwork(engine)).rejects.toMatchObject({ message: expect.stringContaining("test/first") });
  expect(await hearClockwork(engine, undefined, { language: "de" })).toEqual([took("test/first", "test/german"), "1"]);
});

it("goes on to the next where one cannot be had or dies", async () => {
  const absent = async () => Promise.reject(new Failure("model-unavailable", "it is nowhere"));
  const second = openers([open("test/second")]).open;
  const engine = withFallback(broken("test/first"), [absent, ...second]);
  expect(await hearClockwork(engine)).toEqual([took("test/first", "test/second"), "1"]);
});

it("asks the first one whatever it is", async () => {
  const first = open("test/first", { abilities: { detectsLanguage: false } });
  expect(await hearClockwork(withFallback(first, openers([open("test/second")]).open))).toEqual(["1"]);
});

it("says why the first did not work when no other does", async () => {
  const others = openers([broken("test/second"), open("test/third", { abilities: { languages: [] } })]).open;
  const answer = hearClockwork(withFallback(broken("test/first"), others), undefined, { language: "en" });
  await expect(answer).rejects.toMatchObject({
    code: "engine-unavailable",
    message: expect.stringContaining("test/first"),
  });
});

it.each([
  ["crash", "engine-lost"],
  ["fail", "engine-failed"],
] as const)("lets other failures stand: %s", async (what, code) => {
  const { open: others, opened } = openers([open("test/second")]);
  const answer = hearClockwork(withFallback(open("test/first"), others), { do: what });
  await expect(answer).rejects.toMatchObject({ code, message: expect.stringContaining("test/first") });
  expect(opened).toEqual([]);
});

it("lets an abort stand, at the first and at the other", async () => {
  for (const first of [open("test/first"), broken("test/first")]) {
    const signal = AbortSignal.timeout(2_000);
    const engine = withFallback(first, openers([open("test/second")]).open);
    await expect(hearClockwork(engine, { do: "work" }, { signal })).rejects.toThrow("aborted due to timeout");
  }
});
