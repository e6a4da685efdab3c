import { describe, expect, it } from "vitest";
import { expectLanguage, tellLanguages } from "./spoken-language.ts";

const MODEL = { name: "sherpa/m", known: ["en", "de", "fr"] };

describe("expectLanguage", () => {
  it("is sure of a model's only language", () => {
    const only = { name: "sherpa/m", known: ["en"], detection: "none" } as const;
    expect(expectLanguage(only, {})).toEqual({ language: "en", sure: "en", warnings: [] });
  });

  it("says what it took the speech for where nobody knows the language", () => {
    const { language, sure, warnings } = expectLanguage({ ...MODEL, detection: "none" }, {});
    expect([language, sure]).toEqual(["en", "en"]);
    expect(warnings).toEqual([expect.stringContaining("was taken for en. Give the language")]);
  });

  it("tells a network the language that was asked for, or the first of them", () => {
    expect(expectLanguage({ ...MODEL, detection: "none" }, { language: "fr" })).toMatchObject({
      language: "fr",
      sure: "fr",
      warnings: [],
    });
    expect(expectLanguage({ ...MODEL, detection: "none" }, { languages: ["de", "fr"] }).language).toBe("de");
  });

  it("warns that a model which finds the language by itself cannot be held to one", () => {
    const silent = { ...MODEL, detection: "silent" } as const;
    expect(expectLanguage(silent, {})).toMatchObject({ sure: null, warnings: [] });
    expect(expectLanguage(silent, { language: "de" })).toMatchObject({ sure: "de" });
    expect(expectLanguage(silent, { language: "de" }).warnings).toHaveLength(1);
  });

  it("leaves it to a model that tells the language", () => {
    expect(expectLanguage({ ...MODEL, detection: "told" }, { language: "de" })).toMatchObject({
      sure: null,
      warnings: [],
    });
  });
});

describe("tellLanguages", () => {
  const heard = [{ language: "de", seconds: 6 }, { language: "en", seconds: 2 }, { seconds: 5 }];

  it("tells what most of the speech was in, and its share", () => {
    expect([...tellLanguages(MODEL, {}, heard)]).toEqual([{ type: "language", language: "de", probability: 0.75 }]);
  });

  it("warns of a language that was not asked for, and tells none where one was", () => {
    const events = [...tellLanguages(MODEL, { language: "de" }, heard)];
    expect(events).toEqual([{ type: "warning", message: expect.stringContaining("heard en") }]);
  });

  it("tells nothing where nothing was told", () => {
    expect([...tellLanguages(MODEL, {}, [{ seconds: 5 }])]).toEqual([]);
  });
});
