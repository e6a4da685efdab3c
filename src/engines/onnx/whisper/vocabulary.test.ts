import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readVocabulary, type Vocabulary } from "./vocabulary.ts";

const models = process.env.MODELS_MIRROR;

describe.skipIf(models === undefined)("the vocabulary of Whisper (skipped without MODELS_MIRROR)", () => {
  const folder = join(models ?? "", "onnx", "whisper-base");
  let vocabulary: Vocabulary;

  beforeAll(async () => {
    vocabulary = await readVocabulary({
      tokenizer: join(folder, "tokenizer.json"),
      tokenizerConfig: join(folder, "tokenizer_config.json"),
    });
  });

  const bytesOf = (tokens: readonly number[]): Buffer =>
    Buffer.concat(tokens.map((token) => vocabulary.bytesOf(token)));

  it("writes words as Whisper's own tokens, without special ones", () => {
    expect(vocabulary.encode(" Hello, world!")).toEqual([2425, 11, 1002, 0]);
    expect(vocabulary.encode("")).toEqual([]);
  });

  it.each([
    " And so, my fellow Americans: ask not what your country can do for you.",
    " Straße, garçon, señor, ¿qué? Łódź – žluťoučký kůň",
    " Съешь же ещё этих мягких французских булок",
    "他说：“你好。”こんにちは、世界。안녕하세요",
    " สวัสดี नमस्ते مرحبا שלום",
    " 🚀👩‍👩‍👧‍👦 ½ ™ \u00a0\u00ad\t\n end",
  ])("gives back every byte of what it was given: %s", (text) => {
    expect(bytesOf(vocabulary.encode(text)).toString("utf8")).toBe(text);
  });

  it("spells each of the 256 bytes, and characters in parts", () => {
    const single = Array.from({ length: 256 }, (_, token) => bytesOf([token]));
    expect(single.every(({ length }) => length === 1)).toBe(true);
    expect(new Set(single.map(([byte]) => byte)).size).toBe(256);
    const rocket = vocabulary.encode("🚀");
    expect(rocket.length).toBeGreaterThan(1);
    expect(bytesOf(rocket.slice(0, 1)).length).toBeLessThan(4);
  });

  it("spells nothing for a token that is none", () => {
    expect(vocabulary.bytesOf(1_000_000)).toEqual(new Uint8Array(0));
  });
});
