import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createDecoder } from "./decoder.ts";
import { readFacts, type WhisperFacts } from "./model-facts.ts";
import { buildPrompt, chooseLanguage } from "./prompt.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

const models = process.env.MODELS_MIRROR;

describe.skipIf(models === undefined)("the prompt of Whisper (skipped without MODELS_MIRROR)", () => {
  const file = (name: string) => join(models ?? "", "onnx", "whisper-base", name);
  let facts: WhisperFacts;
  let english: WhisperFacts;
  let vocabulary: Vocabulary;

  beforeAll(async () => {
    facts = await readFacts({ config: file("config.json"), generation: file("generation_config.json") });
    english = { ...facts, languages: new Map(), tasks: null };
    vocabulary = await readVocabulary({
      tokenizer: file("tokenizer.json"),
      tokenizerConfig: file("tokenizer_config.json"),
    });
  });

  // <|startoftranscript|> 50258, <|en|> 50259, <|de|> 50261, <|translate|> 50358, <|transcribe|> 50359,
  // <|startofprev|> 50361, <|nospeech|> 50362, <|notimestamps|> 50363

  it("names language and task, and asks for text without timestamps", () => {
    expect(buildPrompt(facts, vocabulary, { task: "transcribe", language: "en" })).toEqual([
      50258, 50259, 50359, 50363,
    ]);
    expect(buildPrompt(facts, vocabulary, { task: "translate", language: "de" })).toEqual([50258, 50261, 50358, 50363]);
  });

  it("names neither to a model that knows English alone", () => {
    expect(buildPrompt(english, vocabulary, { task: "transcribe", language: "en" })).toEqual([50258, 50363]);
  });

  it("puts what came before in front, as text that goes on", () => {
    const prompt = buildPrompt(facts, vocabulary, { task: "transcribe", language: "en", prompt: "  Hello, world!\n" });
    expect(prompt).toEqual([50361, 2425, 11, 1002, 0, 50258, 50259, 50359, 50363]);
    for (const blank of ["", "  \n"])
      expect(buildPrompt(facts, vocabulary, { task: "transcribe", language: "en", prompt: blank })).toHaveLength(4);
  });

  it("keeps the end of a long prompt, and half of the decoder's length for the text", () => {
    const long = Array.from({ length: 500 }, (_, i) => `word${i}`).join(" ");
    const prompt = buildPrompt(facts, vocabulary, { task: "transcribe", language: "en", prompt: long });
    expect(prompt).toHaveLength(448 / 2);
    expect(prompt[0]).toBe(50361);
    const kept = Buffer.concat(prompt.slice(1, -4).map((token) => vocabulary.bytesOf(token))).toString();
    expect(long.endsWith(kept)).toBe(true);
    expect(prompt.slice(-4)).toEqual([50258, 50259, 50359, 50363]);
  });

  /** The decoder over a graph that hears, in each row, these languages with these logits. */
  const decoderHearing = (...rows: readonly Readonly<Record<string, number>>[]) =>
    createDecoder(
      {
        open: () => ({
          select() {},
          step: async () => ({
            attention: () => [],
            best: () => undefined,
            logits: (row) => {
              const logits = new Float32Array(51_865).fill(-20);
              logits[0] = 50;
              for (const [code, logit] of Object.entries(rows[row] ?? {}))
                logits[facts.languages.get(code) ?? 0] = logit;
              return logits;
            },
          }),
        }),
      },
      facts,
    );

  const row = { encoded: {}, frames: 1, maxTokens: 1, random: Math.random };

  it("takes the language that the windows together sound most like", async () => {
    const decoder = decoderHearing({ de: 4, nl: 5 }, { de: 9 }, { de: 8, nl: 7 });
    const chosen = await chooseLanguage(decoder, facts, [row, row, row]);
    expect(chosen.language).toBe("de");
    const share = (here: number, there: number) => Math.exp(here) / (Math.exp(here) + Math.exp(there));
    expect(chosen.probability).toBeCloseTo((share(4, 5) + 1 + share(8, 7)) / 3, 4);
  });

  it("does not ask a model that knows one language", async () => {
    const chosen = await chooseLanguage(decoderHearing({ nl: 9 }), english, [row]);
    expect(chosen).toEqual({ language: "en", probability: 1 });
  });
});
