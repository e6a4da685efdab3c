import { expect, it } from "vitest";
import { languageOf } from "./told-language.ts";

const spoken = (language: string | null, seconds: number, text = "Words") => ({ language, seconds, text });

it("names what most of the speech was in, and how much of it", () => {
  expect(languageOf([spoken("en", 10), spoken("de", 30), spoken(null, 50), spoken("fr", 90, "")])).toEqual({
    type: "language",
    language: "de",
    probability: 0.75,
  });
});

it("says nothing where no language was told", () => {
  expect(languageOf([spoken(null, 10), spoken("en", 10, "")])).toBeUndefined();
});
