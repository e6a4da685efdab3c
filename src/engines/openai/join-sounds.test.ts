import { expect, it } from "vitest";
import type { HeardSound } from "./answers.ts";
import { joinSounds } from "./join-sounds.ts";

const heard = (text: string, more: Partial<HeardSound> = {}): HeardSound => ({
  text,
  language: "en",
  averageLogProbability: -0.1,
  noSpeechProbability: 0,
  temperature: 0,
  ...more,
});
const word = (text: string) => ({ start: 0.5, end: 1, text });

it("leaves one part as it is", () => {
  const only = heard("One", { averageLogProbability: null });
  expect(joinSounds([{ heard: only, seconds: 3 }])).toBe(only);
});

it("moves words to where their part begins, and keeps a space between", () => {
  const joined = joinSounds([
    { heard: heard("One.", { words: [word("One.")] }), seconds: 3 },
    { heard: heard(""), seconds: 2 },
    { heard: heard("Two", { words: [word("Two")], averageLogProbability: -0.9, temperature: 0.4 }), seconds: 1 },
  ]);
  expect(joined).toEqual({
    text: "One. Two",
    language: "en",
    noSpeechProbability: 0,
    temperature: 0.4,
    averageLogProbability: expect.closeTo(-0.3, 10),
    words: [word("One."), { start: 5.5, end: 6, text: " Two" }],
  });
});

it("writes no space where words stand together, nor half of the words", () => {
  const joined = joinSounds([
    { heard: heard("你好。", { language: "zh", words: [word("你好。")] }), seconds: 3 },
    { heard: heard("再见", { language: "zh", averageLogProbability: null }), seconds: 3 },
  ]);
  expect(joined).toMatchObject({ text: "你好。再见", language: "zh", averageLogProbability: expect.closeTo(-0.1, 10) });
  expect(joined).not.toHaveProperty("words");
});

it("hears nothing in nothing", () => {
  const nothing = { heard: heard("", { language: null, averageLogProbability: null }), seconds: 1 };
  expect(joinSounds([nothing, nothing])).toMatchObject({ text: "", language: null, averageLogProbability: null });
});
