import { expect, it } from "vitest";
import type { Window } from "../../domain/window.ts";
import type { HeardText, HeardWord } from "../../ports/engine.ts";
import { toSegments } from "./segment.ts";

const window: Window = {
  index: 0,
  samples: new Float32Array(0),
  parts: [{ offset: 0, start: 50, seconds: 30 }],
  speech: [
    { start: 50.5, end: 60 },
    { start: 61, end: 79 },
  ],
};

const scores = { averageLogProbability: -0.5, noSpeechProbability: 0, temperature: 0 };

/** Words of a third of a second, one after another; `<1.5>` is a pause of so many seconds. */
function heard(script: string, language: string | null = "en", gap = " "): HeardText {
  const words: HeardWord[] = [];
  let at = 0.5;
  for (const token of script.split(" ")) {
    const pause = /^<(.+)>$/.exec(token)?.[1];
    if (pause === undefined) words.push({ start: at, end: at + 0.3, text: gap + token, confidence: 0.5 });
    at += pause === undefined ? 0.3 : Number(pause);
  }
  return {
    window: 0,
    text: words
      .map(({ text }) => text)
      .join("")
      .trim(),
    language,
    words,
    ...scores,
  };
}

const textsOf = (text: HeardText): string[] => toSegments(window, text).map((segment) => segment.text);

it("makes a segment of a sentence, with its words inside", () => {
  const [first, second, ...others] = toSegments(window, heard("We came. Nobody was there."));
  expect(others).toEqual([]);
  expect(first).toEqual({
    start: 50.5,
    end: 51.1,
    text: "We came.",
    language: "en",
    confidence: 0.5,
    words: [
      { start: 50.5, end: expect.closeTo(50.8, 9), text: "We", confidence: 0.5 },
      { start: expect.closeTo(50.8, 9), end: 51.1, text: "came.", confidence: 0.5 },
    ],
  });
  expect(second?.text).toBe("Nobody was there.");
});

it.each([
  ["Really? Yes! So “it is.” Fine", ["Really?", "Yes!", "So “it is.”", "Fine"]],
  ["Well… that (and all that.) was it", ["Well…", "that (and all that.)", "was it"]],
  [
    "Mr. Hill of the U.S. Army, i.e. the one from St. Paul. Him",
    ["Mr. Hill of the U.S. Army, i.e. the one from St. Paul.", "Him"],
  ],
  ["“Mr. Hill (Dr. Hill now) left. Then", ["“Mr. Hill (Dr. Hill now) left.", "Then"]],
  ["He lives in the U.S. <0.3> She does not.", ["He lives in the U.S.", "She does not."]],
  ["He said no. <0.3> And went.", ["He said no.", "And went."]],
  ["क्या हुआ। कुछ नहीं। ماذا؟ لا", ["क्या हुआ।", "कुछ नहीं।", "ماذا؟", "لا"]],
  ["It was 5. Then 6.", ["It was 5.", "Then 6."]],
])("ends sentences and not abbreviations: %s", (script, texts) => {
  expect(textsOf(heard(script))).toEqual(texts);
});

it.each([
  ["你 好。 再 见！", ["你好。", "再见！"]],
  [
    "「 こ ん に ち は。」 と 言 っ た。 『 本 当？』 は い。",
    ["「こんにちは。」", "と言った。", "『本当？』", "はい。"],
  ],
])("ends sentences of scripts without spaces: %s", (script, texts) => {
  expect(textsOf(heard(script, "zh", ""))).toEqual(texts);
});

it("ends a segment at a pause", () => {
  expect(textsOf(heard("so I thought <0.7> maybe <0.9> not"))).toEqual(["so I thought maybe", "not"]);
});

it("ends a long run at a comma, a very long one at any word", () => {
  const words = (count: number) => new Array(count).fill("word").join(" ");
  const clauses = textsOf(heard(`${words(20)}, ${words(20)}, ${words(9)}`));
  expect(clauses.map((text) => text.split(" ").length)).toEqual([40, 9]);
  const run = textsOf(heard(words(90)));
  expect(run.map((text) => text.split(" ").length)).toEqual([67, 23]);
});

it("loses no word and keeps the order of time", () => {
  const text = heard("One, two <2> three. Mr. Four <0.4> five? Six… <0.8> seven, eight nine. Ten");
  const segments = toSegments(window, text);
  expect(segments.map((segment) => segment.text).join(" ")).toBe(text.text);
  const times = segments.flatMap(({ start, end, words = [] }) => [
    start,
    ...words.flatMap((w) => [w.start, w.end]),
    end,
  ]);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(segments.flatMap(({ words = [] }) => words)).toHaveLength(text.words?.length ?? 0);
});

it("says nothing of a language the engine does not tell", () => {
  expect(toSegments(window, heard("Hello.", null))[0]).not.toHaveProperty("language");
});

it("takes the times of speech where an engine has no word times", () => {
  const { words: _none, ...text } = heard("Hello there. Who is it?");
  const whole = { start: 50.5, end: 79, text: "Hello there. Who is it?", language: "en", confidence: Math.exp(-0.5) };
  expect(toSegments(window, text)).toEqual([whole]);
  expect(toSegments(window, { ...text, words: [] })).toEqual([whole]);
  expect(toSegments({ ...window, speech: [] }, { ...text, language: null })).toEqual([
    { start: 50, end: 80, text: whole.text, confidence: whole.confidence },
  ]);
});

it("makes nothing of nothing", () => {
  expect(toSegments(window, { window: 0, text: "", language: "en", words: [], ...scores })).toEqual([]);
});
