import { expect, it } from "vitest";
import { comparableWords } from "./normalise.ts";
import { rate, wordErrors } from "./word-errors.ts";

it("counts insertions, deletions and substitutions", () => {
  expect(wordErrors("one two three four", "one too three", "en")).toEqual({ words: 4, errors: 2 });
  expect(rate(wordErrors("a b c d", "a b x c d", "en"))).toBe(25);
});

it("takes digits and words for the same", () => {
  expect(wordErrors("press seven", "Press 7.", "en").errors).toBe(0);
  expect(wordErrors("built in 1963", "built in one thousand nine hundred sixty-three", "en").errors).toBe(0);
  expect(wordErrors("presione siete", "Presione 7", "es").errors).toBe(0);
});

it("compares scripts without spaces by character", () => {
  expect(comparableWords("你好，世界", "zh")).toEqual(["你", "好", "世", "界"]);
  expect(comparableWords("안녕 하세요", "ko")).toHaveLength(5);
});
