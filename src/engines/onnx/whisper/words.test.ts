import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { HeardWord } from "../../../ports/engine.ts";
import { readVocabulary } from "./vocabulary.ts";
import { type TimedToken, toWords } from "./words.ts";

/** A token a second, each of probability ½. */
const timed = (tokens: readonly (string | Uint8Array)[]): TimedToken[] =>
  tokens.map((token, index) => ({ bytes: Buffer.from(token), start: index, logProbability: Math.log(0.5) }));

const words = (tokens: readonly (string | Uint8Array)[], language = "en"): HeardWord[] =>
  toWords(timed(tokens), tokens.length, language);

const texts = (tokens: readonly (string | Uint8Array)[], language = "en"): string[] =>
  words(tokens, language).map(({ text }) => text);

const times = (heard: readonly HeardWord[]): [number, number][] => heard.map(({ start, end }) => [start, end]);

it("joins the tokens of a word, from the first one's start to the next word's", () => {
  const heard = words([" tran", "scri", "ption", " is", " fun"]);
  expect(heard.map(({ text }) => text)).toEqual([" transcription", " is", " fun"]);
  expect(times(heard)).toEqual([
    [0, 3],
    [3, 4],
    [4, 5],
  ]);
});

it("gives a word the mean probability of its tokens", () => {
  const tokens = [0.9, 0.4].map((probability, start) => ({
    bytes: Buffer.from(start === 0 ? " two" : "fold"),
    start,
    logProbability: Math.log(probability),
  }));
  expect(toWords(tokens, 2, "en")[0]?.confidence).toBeCloseTo(Math.sqrt(0.9 * 0.4), 9);
});

it("leans marks on their word, which keeps its own times and confidence", () => {
  const tokens = timed([" “", "Yes", ",", "”", " she", " said", "."]);
  const unsure = tokens.map((token, index) => (index === 1 ? { ...token, logProbability: 0 } : token));
  const heard = toWords(unsure, 7, "en");
  expect(heard.map(({ text }) => text)).toEqual([" “Yes,”", " she", " said."]);
  expect(times(heard)).toEqual([
    [1, 2],
    [4, 5],
    [5, 6],
  ]);
  expect(heard.map(({ confidence }) => confidence)).toEqual([1, 0.5, 0.5]);
});

it.each([
  ["abbreviations", [" the", " U", ".", "S", ".", " army"], [" the", " U.S.", " army"]],
  ["numbers", [" 10", ",", "000", " or", " 3", ".", "5", "%"], [" 10,000", " or", " 3.5%"]],
  ["hyphens", [" well", "-", "known", ";", " so"], [" well-known;", " so"]],
  ["apostrophes", [" O", "'", "Brien", "’", "s", " rock", "’", "n", "’", " roll"], [" O'Brien’s", " rock’n’", " roll"]],
  ["sums", [" $", "5", " or", " €", "6"], [" $5", " or", " €6"]],
  ["opening marks with a space", [" (", " so", ")", ' "', " No", '"'], [" ( so)", ' " No"']],
  ["French marks", [" «", " Oui", " !", " »", " dit", "-", "il", " :"], [" « Oui ! »", " dit-il :"]],
  ["Spanish marks", [" ¿", "Qué", "?", " ¡", "Hola", "!"], [" ¿Qué?", " ¡Hola!"]],
  ["marks alone", [" ..."], [" ..."]],
])("keeps %s in one word", (_what, tokens, expected) => {
  expect(texts(tokens)).toEqual(expected);
});

it("keeps the end of a number that ends in a sign which is spoken", () => {
  expect(times(words([" 50", "%", " of"]))).toEqual([
    [0, 2],
    [2, 3],
  ]);
});

it("reads characters that are split over tokens, and times them from their first byte", () => {
  const rocket = Buffer.from(" 🚀");
  const heard = words([" go", rocket.subarray(0, 2), rocket.subarray(2, 4), rocket.subarray(4), " up"]);
  expect(heard.map(({ text }) => text)).toEqual([" go", " 🚀", " up"]);
  expect(times(heard)).toEqual([
    [0, 1],
    [1, 4],
    [4, 5],
  ]);
});

it("drops half a character at the end, and nothing else", () => {
  expect(texts([" go", Buffer.from("🚀").subarray(0, 3)])).toEqual([" go"]);
  expect(texts([" go", Buffer.from(" nö").subarray(0, 3)])).toEqual([" go", " n"]);
});

it("takes tokens of scripts without spaces as words, marks on both sides leaning on them", () => {
  expect(texts(["他", "说", "：", "“", "你好", "。", "”", "《", "红楼", "》", "……"], "zh")).toEqual([
    "他",
    "说：",
    "“你好。”",
    "《红楼》……",
  ]);
  expect(texts(["「", "こん", "にちは", "。」", "と", "『", "本当", "？", "』"], "ja")).toEqual([
    "「こん",
    "にちは。」",
    "と",
    "『本当？』",
  ]);
});

it("reads characters split over tokens there too", () => {
  const bytes = Buffer.from("漢字");
  expect(texts([bytes.subarray(0, 2), bytes.subarray(2, 5), bytes.subarray(5)], "ja")).toEqual(["漢字"]);
});

it("makes no words of nothing or of spaces", () => {
  expect(words([])).toEqual([]);
  expect(texts([" ", " so", " "])).toEqual([" so"]);
});

const models = process.env.MODELS_MIRROR;

describe.skipIf(models === undefined)("words of real tokens (skipped without MODELS_MIRROR)", () => {
  const folder = join(models ?? "", "onnx", "whisper-base");
  const files = { tokenizer: join(folder, "tokenizer.json"), tokenizerConfig: join(folder, "tokenizer_config.json") };

  it.each([
    ["en", " The U.S. paid $3.50 for 10,000 “well-known” books; it's 50% off… at AT&T's, (Mr. O'Brien said)."],
    ["de", " Straße, z.B. 3,5 km/h – „Ja“, sagte er 🚀"],
    ["ru", " Съешь же ещё этих мягких французских булок!"],
  ])("are the text between spaces: %s", async (language, text) => {
    const vocabulary = await readVocabulary(files);
    const tokens = vocabulary.encode(text).map((token) => Buffer.from(vocabulary.bytesOf(token)));
    const joined = texts(tokens, language);
    expect(joined.join("")).toBe(text);
    expect(joined.map((word) => word.trim()).join(" ")).toBe(text.trim());
    for (const word of joined) expect(word).toMatch(/[\p{L}\p{N}\p{S}]/u);
  });
});
