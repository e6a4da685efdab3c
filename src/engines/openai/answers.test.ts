import { expect, it } from "vitest";
import { readAnswer } from "./answers.ts";

const sound = { seconds: 4, translated: false };
const read = (body: unknown, of: Partial<typeof sound & { language: string }> = {}) =>
  readAnswer("openai/whisper-1", body, { ...sound, ...of });

it("reads the fullest answer, and weighs segments by their tokens", () => {
  const segments = [
    { start: 0, end: 1, avg_logprob: -0.1, no_speech_prob: 0.5, temperature: 0, tokens: [1, 2, 3] },
    { start: 1, end: 4, avg_logprob: -0.5, no_speech_prob: 0.1, temperature: 0.2, tokens: [1] },
  ];
  const words = [{ word: "Ask", start: 0, end: 0.5 }];
  const heard = read({ task: "transcribe", language: "english", duration: 4, text: " Ask!", segments, words });
  expect(heard).toEqual({
    text: "Ask!",
    language: "en",
    words: [{ start: 0, end: 0.5, text: "Ask!" }],
    averageLogProbability: expect.closeTo(-0.2, 10),
    noSpeechProbability: 0.1,
    temperature: 0.2,
  });
});

it("weighs segments by their seconds where it knows no tokens", () => {
  const segments = [
    { start: 0, end: 1, avg_logprob: -0.1 },
    { start: 1, end: 4, avg_logprob: -0.5 },
    { start: 4, end: 9, avg_logprob: null },
  ];
  expect(read({ text: "Ask", segments }).averageLogProbability).toBeCloseTo(-0.4, 10);
});

it("takes the mean of the probabilities of tokens", () => {
  const heard = read({ text: "Ask not", logprobs: [{ token: "Ask", logprob: -0.1 }, { logprob: -0.3 }] });
  expect(heard).toMatchObject({ averageLogProbability: expect.closeTo(-0.2, 10), language: null, temperature: 0 });
});

it("does not know what the service does not tell", () => {
  expect(read({ text: "Ask", segments: [], logprobs: [], words: null })).toEqual({
    text: "Ask",
    language: null,
    averageLogProbability: null,
    noSpeechProbability: 0,
    temperature: 0,
  });
});

it.each([
  ["english", "en"],
  ["de", "de"],
  ["Chinese", "zh"],
  ["klingon", null],
])("knows the language %s", (language, code) => {
  expect(read({ text: "Ask", language }).language).toBe(code);
});

it("holds the language that was asked for, and does not take that of a translation for the one spoken", () => {
  expect(read({ text: "Ask", language: "english" }, { language: "de" }).language).toBe("de");
  expect(read({ text: "Ask", language: "english" }, { translated: true }).language).toBeNull();
});

it.each([[null], [undefined], ["Ask not"], [{ error: "Ask not" }], [{ text: 5 }], [{ text: "Ask", words: "Ask" }]])(
  "refuses %j, and does not repeat it",
  (body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ code: "engine-unreachable" }));
    expect(() => read(body)).not.toThrow(/Ask/);
  },
);
