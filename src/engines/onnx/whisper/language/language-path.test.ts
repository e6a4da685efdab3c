import { expect, it } from "vitest";
import { languagePath } from "./language-path.ts";

const vote = (shares: Readonly<Record<string, number>>) =>
  new Map(["en", "de", "la"].map((code) => [code, shares[code] ?? 0]));

it("gives each stretch its own language where they are clear", () => {
  const votes = [vote({ en: 0.99 }), vote({ en: 0.98 }), vote({ de: 0.97, en: 0.01 }), vote({ de: 0.99 })];
  expect(languagePath(votes, undefined)).toEqual(["en", "en", "de", "de"]);
});

it("does not leave a language for one odd vote, and does for a clear one", () => {
  const odd = vote({ la: 0.87, en: 0.03 });
  expect(languagePath([vote({ en: 0.9 }), odd, vote({ en: 0.9 })], undefined)).toEqual(["en", "en", "en"]);
  const clear = vote({ de: 0.99, en: 0.001 });
  expect(languagePath([vote({ en: 0.9 }), clear, vote({ en: 0.9 })], undefined)).toEqual(["en", "de", "en"]);
});

it("begins with what is likely unless another one is clear", () => {
  const weak = vote({ la: 0.5, de: 0.1 });
  expect(languagePath([weak], "de")).toEqual(["de"]);
  expect(languagePath([weak], undefined)).toEqual(["la"]);
  expect(languagePath([vote({ en: 0.95, de: 0.01 })], "de")).toEqual(["en"]);
});

it("has nothing to say of nothing", () => {
  expect(languagePath([], "de")).toEqual([]);
});
