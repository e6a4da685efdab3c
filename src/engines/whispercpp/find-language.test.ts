import { expect, it } from "vitest";
import type { RecogniseOptions } from "../../ports/engine.ts";
import { findLanguage } from "./find-language.ts";
import type { ServerQuestion } from "./server.ts";

/** Finds the language where the server says this of it, and keeps the questions. */
async function find(
  { language = "english", likely = {} }: { language?: string; likely?: Record<string, number> | undefined },
  options: Omit<RecogniseOptions, "task"> = {},
) {
  const questions: ServerQuestion[] = [];
  const ask = async (question: ServerQuestion) => {
    questions.push(question);
    const probabilities = question.withProbabilities ? { language_probabilities: likely } : {};
    return { text: "", language, segments: [], ...probabilities };
  };
  const found = await findLanguage(ask, new Float32Array(10), { task: "transcribe", ...options });
  return { found, questions };
}

it("asks once, for the language alone, where it is the likely one", async () => {
  const { found, questions } = await find({ language: "german" }, { likelyLanguage: "de" });
  expect(found).toEqual({ language: "de", probability: null });
  expect(questions).toMatchObject([{ language: "auto", onlyLanguage: true, samples: expect.any(Float32Array) }]);
  expect(questions[0]?.withProbabilities).toBeUndefined();
});

it("asks for the probabilities at once where none is likely", async () => {
  const { found, questions } = await find({ likely: { en: 0.3, fr: 0.4, de: 0.2 } });
  expect(found).toEqual({ language: "fr", probability: 0.4 });
  expect(questions).toMatchObject([{ onlyLanguage: true, withProbabilities: true }]);
});

it("chooses among the allowed ones alone", async () => {
  const { found } = await find({ likely: { en: 0.3, fr: 0.4, de: 0.2 } }, { languages: ["de", "en"] });
  expect(found).toEqual({ language: "en", probability: 0.3 });
});

it.each([
  ["clear", 0.6, { language: "fr", probability: 0.6 }],
  ["unclear", 0.59, { language: "de", probability: null }],
])("believes another language than the likely one when it is clear: %s", async (_which, probability, expected) => {
  const { found, questions } = await find(
    { language: "french", likely: { fr: probability, de: 0.1 } },
    { likelyLanguage: "de" },
  );
  expect(found).toEqual(expected);
  expect(questions).toHaveLength(2);
});

it.each([
  ["the likely one", { languages: ["it", "pt"], likelyLanguage: "pt" }, "pt"],
  ["the first allowed one", { languages: ["it", "pt"] }, "it"],
  ["English", {}, "en"],
])("takes %s where the server tells of none that is allowed", async (_which, options, language) => {
  const likely = "languages" in options ? { fr: 0.9 } : {};
  expect((await find({ language: "french", likely }, options)).found).toEqual({ language, probability: 0 });
});
