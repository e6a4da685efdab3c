import { describe, expect, it } from "vitest";
import { LANGUAGES, languageCode } from "./languages.ts";

describe("languageCode", () => {
  it.each([
    ["de", "de"],
    ["German", "de"],
    [" german ", "de"],
    ["EN", "en"],
    ["en-US", "en"],
    ["pt_br", "pt"],
    ["Mandarin", "zh"],
    ["cantonese", "yue"],
    ["jv", "jw"],
    ["Norwegian Nynorsk", "nn"],
    ["haitian creole", "ht"],
  ])("finds %s", (input, code) => {
    expect(languageCode(input)).toBe(code);
  });

  it.each(["", "xx", "klingon", "-", "constructor", "deutschish"])("finds nothing for %j", (input) => {
    expect(languageCode(input)).toBeUndefined();
  });

  it("knows the 100 languages of Whisper, each by code and by name", () => {
    expect(Object.keys(LANGUAGES)).toHaveLength(100);
    for (const [code, name] of Object.entries(LANGUAGES)) {
      expect([languageCode(code), languageCode(name)]).toEqual([code, code]);
    }
  });
});
