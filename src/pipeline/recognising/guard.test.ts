import { expect, it } from "vitest";
import type { Window } from "../../domain/window.ts";
import type { HeardText } from "../../ports/engine.ts";
import { doubt } from "./guard.ts";

const window: Window = {
  index: 0,
  samples: new Float32Array(0),
  parts: [{ offset: 0, start: 10, seconds: 4 }],
  speech: [{ start: 10.5, end: 13.5 }],
};

const sure: HeardText = {
  window: 0,
  text: "Nothing is wrong with this sentence.",
  language: "en",
  averageLogProbability: -0.2,
  noSpeechProbability: 0.05,
  temperature: 0,
};

/** Deflates to a third, and a tenth. */
const circular = "Please mind the gap. ".repeat(4).trim();
const spinning = "mind ".repeat(20).trim();
const dense = Array.from({ length: 150 }, (_, index) => String.fromCodePoint(0x4e00 + 37 * index)).join("");

it("believes a sure text, and has nothing to say of none", () => {
  expect(doubt(window, sure)).toBeNull();
  expect(doubt(window, { ...sure, text: "", averageLogProbability: -9 })).toBeNull();
});

it.each([
  ["no-speech", { noSpeechProbability: 0.6, averageLogProbability: -0.55 }],
  ["low-confidence", { averageLogProbability: -1.1 }],
  ["low-confidence", { averageLogProbability: -0.9, noSpeechProbability: 0.4 }],
  ["repetition", { text: circular, averageLogProbability: -0.45 }],
  ["repetition", { text: spinning }],
  ["repetition", { text: "I'm sorry, I'm sorry, I'm sorry.", averageLogProbability: -0.6 }],
  ["too-dense", { text: dense }],
] as const)("moves %s aside, with its place and scores", (reason, change) => {
  const doubted = doubt(window, { ...sure, ...change });
  expect(doubted).toMatchObject({ start: 10, end: 14, reasons: [reason] });
  const { averageLogProbability, noSpeechProbability } = { ...sure, ...change };
  expect(doubted?.scores).toMatchObject({ averageLogProbability, noSpeechProbability });
});

it("does not take one sign of silence for silence", () => {
  expect(doubt(window, { ...sure, noSpeechProbability: 0.9 })).toBeNull();
  expect(doubt(window, { ...sure, averageLogProbability: -0.8 })).toBeNull();
});

it("doubts a few words where somebody spoke for long, unless the engine was sure of them", () => {
  const long = { ...window, speech: [{ start: 10, end: 30 }] };
  const few = { ...sure, text: "Thank you.", averageLogProbability: -0.5 };
  expect(doubt(long, few)?.reasons).toEqual(["too-sparse"]);
  expect(doubt(long, { ...few, averageLogProbability: -0.1 })).toBeNull();
  expect(doubt(window, few)).toBeNull();
});

it("believes an announcement that is really played several times", () => {
  expect(doubt(window, { ...sure, text: circular })).toBeNull();
});

it("judges a text by its looks alone where the engine does not say how sure it was", () => {
  const untold = { ...sure, averageLogProbability: null };
  expect(doubt(window, untold)).toBeNull();
  expect(doubt(window, { ...untold, text: circular })?.scores.averageLogProbability).toBeNull();
});

it("tells every reason that holds", () => {
  const doubted = doubt(window, { ...sure, text: circular, averageLogProbability: -2, noSpeechProbability: 1 });
  expect(doubted?.reasons).toEqual(["no-speech", "low-confidence", "repetition"]);
});
