import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFacts } from "./model-facts.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "model-facts-"));
});

afterAll(() => rm(folder, { recursive: true }));

const SHAPE = {
  d_model: 384,
  decoder_layers: 4,
  decoder_attention_heads: 6,
  num_mel_bins: 80,
  max_target_positions: 448,
  vocab_size: 51_865,
};

async function write(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

it("reads a model for English alone, which has no languages, tasks or alignment heads to tell", async () => {
  const generation = {
    decoder_start_token_id: 50257,
    eos_token_id: [50256],
    no_timestamps_token_id: 50362,
    suppress_tokens: [-1, 1, 2],
  };
  const facts = await readFacts({
    config: await write("config.json", SHAPE),
    generation: await write("generation.json", generation),
  });
  expect(facts).toEqual({
    vocabulary: 51_865,
    isOwnLayout: false,
    width: 384,
    layers: 4,
    heads: 6,
    melBands: 80,
    maxTokens: 448,
    alignmentHeads: [],
    languages: new Map(),
    tasks: null,
    startToken: 50257,
    endToken: 50256,
    noTimestampsToken: 50362,
    noSpeechToken: 50361,
    previousToken: 50360,
    suppressed: [1, 2],
    suppressedAtBegin: [],
  });
});

it.each([
  ["is missing", undefined],
  ["is not JSON", "<html>Not found</html>"],
  ["is of another model", { d_model: 384, vocab_size: 32_000 }],
])("names the file that %s, without its folder", async (_why, content) => {
  const config = content === undefined ? join(folder, "absent.json") : await write("wrong.json", content);
  await expect(readFacts({ config, generation: config })).rejects.toThrow(
    new RegExp(`^${basename(config)} (cannot be read \\(ENOENT\\)$|is not of)`),
  );
});

const models = process.env.MODELS_MIRROR;

describe.skipIf(models === undefined)("a real model (skipped without MODELS_MIRROR)", () => {
  it("tells its languages, tasks, alignment heads and special tokens", async () => {
    const base = join(models ?? "", "onnx", "whisper-base");
    const facts = await readFacts({
      config: join(base, "config.json"),
      generation: join(base, "generation_config.json"),
    });
    expect(facts).toMatchObject({ width: 512, layers: 6, heads: 8, melBands: 80, maxTokens: 448 });
    expect(facts).toMatchObject({ startToken: 50258, endToken: 50257, noSpeechToken: 50362, previousToken: 50361 });
    expect(facts.tasks).toEqual({ transcribe: 50359, translate: 50358 });
    expect(facts.languages.size).toBe(99);
    expect(facts.languages.get("de")).toBe(50261);
    expect(facts.alignmentHeads).toHaveLength(8);
  });
});
