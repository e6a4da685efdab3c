import { expect, it } from "vitest";
import { Answer } from "./answer.ts";
import { toHeardText } from "./heard-text.ts";

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly probability?: number;
}

/** An answer of the server with these tokens, each list a segment. */
const answerOf = (...segments: readonly (readonly Token[])[]): Answer =>
  Answer.parse({
    text: "",
    language: "english",
    segments: segments.map((words) => ({
      text: words.map(({ word }) => word).join(""),
      start: 0,
      end: 0,
      temperature: 0.2,
      words: words.map((token) => ({ probability: 0.5, ...token })),
    })),
  });

/** Tokens that follow each other without a pause, by where each begins, in hundredths of a second. */
const following = (...tokens: readonly (readonly [string, number])[]): Token[] =>
  tokens.map(([word, at], index) => ({ word, start: at / 100, end: (tokens[index + 1]?.[1] ?? at + 30) / 100 }));

const hear = (answer: Answer, { seconds = 10, language = "en" } = {}) =>
  toHeardText(answer, { index: 3, seconds, language });

const timesOf = (answer: Answer, options?: { seconds?: number; language?: string }) =>
  hear(answer, options).words?.map(({ text, start, end }) => [text, start, end]);

it("joins tokens into words, over the ends of segments", () => {
  const answer = answerOf(following([" Tran", 50], ["scri", 80], ["bed", 100]), following([",", 120], [" yes", 150]));
  expect(hear(answer)).toMatchObject({ window: 3, text: "Transcribed, yes", language: "en", temperature: 0.2 });
  expect(timesOf(answer)?.map(([text]) => text)).toEqual([" Transcribed,", " yes"]);
});

it("times no mark", () => {
  const answer = answerOf(following([" one", 50], [",", 90], [" two", 200]));
  expect(timesOf(answer)).toEqual([
    [" one,", 0.5, 0.9],
    [" two", 2, 2.3],
  ]);
});

it("keeps times in order and inside the window", () => {
  const answer = answerOf(following([" a", 100], [" b", 80], [" c", 300], [" d", 900], [" e", 1_200]));
  const words = hear(answer, { seconds: 5 }).words ?? [];
  expect(words).toHaveLength(5);
  let before = 0;
  for (const { start, end } of words) {
    expect(start).toBeGreaterThanOrEqual(before);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(5);
    before = start;
  }
  expect(words[1]?.start).toBe(1);
});

it("keeps the text of a server that tells no tokens", () => {
  const { words, averageLogProbability, text } = hear({ ...answerOf([]), text: " All of it. " });
  expect([text, words, averageLogProbability]).toEqual(["All of it.", undefined, null]);
});

it("takes what is between spaces for no word in Chinese", () => {
  const answer = answerOf(following(["你", 0], ["好", 50], ["。", 100], ["世界", 200]));
  expect(timesOf(answer, { language: "zh" })?.map(([text]) => text)).toEqual(["你", "好。", "世界"]);
  expect(hear(answer, { language: "zh" }).text).toBe("你好。世界");
});

it("tells how sure it was, of words and of all, with the token that ends the text", () => {
  const token = (word: string, probability: number) => ({ word, start: 0, end: 1, probability });
  const heard = hear(answerOf([token(" a", 0.5), token(" b", 0.125)]));
  expect(heard.words?.map(({ confidence }) => confidence?.toFixed(3))).toEqual(["0.500", "0.125"]);
  expect(heard.averageLogProbability).toBeCloseTo((Math.log(0.5) + Math.log(0.125)) / 3);
  expect(heard.noSpeechProbability).toBe(0);
  expect(hear(answerOf([token(" a", 0)])).averageLogProbability).toBeGreaterThan(-10);
});

it("hears nothing where nothing was heard", () => {
  expect(hear(Answer.parse({ text: "", language: "english", segments: [] }))).toMatchObject({
    text: "",
    words: [],
    temperature: 0,
    averageLogProbability: 0,
  });
});
