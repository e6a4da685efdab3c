import { expect, it } from "vitest";
import type { Written } from "./answers.ts";
import { toHeardText } from "./heard-text.ts";

const window = { index: 3, seconds: 4, language: "en" };
const figures = {
  event: "result",
  id: 1,
  averageLogProbability: -0.2,
  noSpeechProbability: 0.1,
  temperature: 0,
} as const;
const hear = (words: Written["words"], other: Partial<Written> = {}) =>
  toHeardText({ ...figures, words, ...other }, window);

it("joins what belongs to one word", () => {
  const { text, words } = hear([
    { text: " About", start: 0.2, end: 0.6, probability: 0.5 },
    { text: " 10", start: 0.6, end: 0.8, probability: 0.25 },
    { text: ",", start: 0.8, end: 0.9, probability: 0.01 },
    { text: "000", start: 0.9, end: 1.4, probability: 1 },
    { text: ".", start: 1.4, end: 3, probability: 0.9 },
  ]);
  expect(text).toBe("About 10,000.");
  expect(words).toMatchObject([
    { start: 0.2, end: 0.6, text: " About" },
    { start: 0.6, end: 1.4, text: " 10,000." },
  ]);
  expect(words?.[0]?.confidence).toBeCloseTo(0.5);
});

it("keeps words inside the window, and the end of each behind its beginning", () => {
  const { words } = hear([
    { text: " late", start: 3.9, end: 4.3, probability: 0.5 },
    { text: " later", start: 4.3, end: 4.1, probability: 0 },
  ]);
  expect(words).toMatchObject([
    { start: 3.9, end: 4 },
    { start: 4, end: 4 },
  ]);
  expect(words?.[1]?.confidence).toBeGreaterThan(0);
});

it("tells what the model could not say as not said", () => {
  const unsaid = { averageLogProbability: null, noSpeechProbability: null };
  const heard = hear([{ text: " so", start: 0, end: 1, probability: null }], unsaid);
  expect(heard).toMatchObject({ window: 3, averageLogProbability: null, noSpeechProbability: 0 });
  expect(heard.words?.[0]).not.toHaveProperty("confidence");
});
