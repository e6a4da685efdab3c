import { expect, it } from "vitest";
import { chooseLanguage } from "./choose-language.ts";

const heard = { en: 0.2, de: 0.5, nl: 0.3 };

it("takes the likeliest language", () => {
  expect(chooseLanguage(heard, {})).toEqual({ language: "de", probability: 0.5 });
});

it("takes the likeliest of the allowed ones", () => {
  expect(chooseLanguage(heard, { languages: ["nl", "en"] })).toEqual({ language: "nl", probability: 0.3 });
});

it("takes an allowed one where the model knows none of them", () => {
  expect(chooseLanguage(heard, { languages: ["cy"] })).toEqual({ language: "cy", probability: 0 });
});

it("believes what is spoken elsewhere in the recording, unless another language is clear", () => {
  expect(chooseLanguage(heard, { likelyLanguage: "en" })).toEqual({ language: "en", probability: 0.2 });
  expect(chooseLanguage({ en: 0.1, de: 0.9 }, { likelyLanguage: "en" }).language).toBe("de");
});
