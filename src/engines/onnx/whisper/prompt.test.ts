import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readFacts, type WhisperFacts } from "./model-facts.ts";
import { openPrompt } from "./prompt.ts";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

const models = process.env.MODELS_MIRROR;

type Asked = Parameters<typeof openPrompt>[2];

const buildPrompt = (
  facts: WhisperFacts,
  vocabulary: Vocabulary,
  { language, ...asked }: Asked & { language: string },
) => openPrompt(facts, vocabulary, asked).tokensIn(language);

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
    const warningOf = (given: string) => openPrompt(facts, vocabulary, { task: "transcribe", prompt: given }).warning;
    expect(warningOf(long)).toMatch(/^The prompt .* takes 219: only the end/);
    expect(warningOf("word1")).toBeUndefined();
  });
});
