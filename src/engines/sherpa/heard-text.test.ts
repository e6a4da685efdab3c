import { describe, expect, it } from "vitest";
import type { SherpaResult } from "./addon.ts";
import { languageOf, toHeardText } from "./heard-text.ts";

const NOTHING: SherpaResult = { text: "", lang: "", tokens: [], timestamps: [], durations: [], ys_log_probs: [] };
const WINDOW = { index: 3, seconds: 4, language: "en" };

const hear = (result: Partial<SherpaResult>, window = WINDOW) => toHeardText({ ...NOTHING, ...result }, window);

describe("toHeardText", () => {
  it("joins pieces into words, with the ends that their durations give, and with confidence", () => {
    const heard = hear({
      text: "Hello there, you",
      tokens: [" Hel", "lo", " there", ",", " you"],
      timestamps: [0.08, 0.24, 0.4, 0.72, 1.6],
      durations: [0.16, 0.16, 0.24, 0, 0.32],
      ys_log_probs: [Math.log(0.8), Math.log(0.8), Math.log(0.5), Math.log(0.9), Math.log(1)],
    });
    expect(heard).toMatchObject({ window: 3, text: "Hello there, you", language: "en", temperature: 0 });
    expect(heard.words?.map(({ text, start, end }) => [text, start, Number(end.toFixed(2))])).toEqual([
      [" Hello", 0.08, 0.4],
      [" there,", 0.4, 0.64],
      [" you", 1.6, 1.92],
    ]);
    expect(heard.words?.map(({ confidence }) => confidence?.toFixed(2))).toEqual(["0.80", "0.50", "1.00"]);
    expect(heard.averageLogProbability).toBeCloseTo(Math.log(0.8 * 0.8 * 0.5 * 0.9) / 5, 9);
  });

  it("ends a token without a duration with the next one, but not after a pause, and none after the window", () => {
    const heard = hear({ text: "A B C", tokens: ["▁A", "▁B", "▁C"], timestamps: [0.2, 0.4, 3.9] });
    expect(heard.words?.map(({ end }) => end)).toEqual([0.4, 0.8, 4]);
    expect(heard.words?.every((word) => !("confidence" in word))).toBe(true);
    expect(heard.averageLogProbability).toBeNull();
  });

  it("reads characters that come in bytes", () => {
    const bytes = ["<0xC3>", "<0xA9>", "<0xC3>", "<0xA8>"];
    const heard = hear({ text: "caféè x", tokens: [" caf", ...bytes, " x"], timestamps: [0, 0.1, 0.2, 0.3, 0.4, 0.5] });
    expect(heard.text).toBe("caféè x");
    expect(heard.words?.map(({ text }) => text)).toEqual([" caféè", " x"]);
  });

  it("takes characters for words where nothing separates them", () => {
    const result = { text: "你好。", tokens: ["你", "好", "。"], timestamps: [0, 0.2, 0.4] };
    expect(hear(result, { ...WINDOW, language: "zh" }).words?.map(({ text }) => text)).toEqual(["你", "好。"]);
  });

  it("keeps the text and tells no words where tokens have no times or do not spell it", () => {
    expect(hear({ text: " Hello.", tokens: [" Hello", "."] })).not.toHaveProperty("words");
    const other = hear({ text: "five", tokens: [" 5"], timestamps: [0.1] });
    expect(other.text).toBe("five");
    expect(other).not.toHaveProperty("words");
  });

  it("holds times in order and inside the window", () => {
    const heard = hear({
      text: "a b c",
      tokens: [" a", " b", " c"],
      timestamps: [0.5, 0.3, 9],
      durations: [0.1, 0.1, 1],
    });
    expect(heard.words?.map(({ start }) => start)).toEqual([0.5, 0.5, 4]);
    expect(heard.words?.at(-1)?.end).toBe(4);
  });
});

describe("languageOf", () => {
  it.each([
    ["<|en|>", "en"],
    ["<|yue|>", "yue"],
    ["<|nospeech|>", null],
    ["", null],
  ])("reads %s as %s", (lang, code) => {
    expect(languageOf({ lang }, ["en", "yue"])).toBe(code);
  });
});
