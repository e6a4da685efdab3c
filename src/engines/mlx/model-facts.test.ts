import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readMlxFacts } from "./model-facts.ts";

const directory = await mkdtemp(join(tmpdir(), "mlx-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

async function factsOf(config: string, files: Record<string, string> = {}) {
  await writeFile(join(directory, "config.json"), config);
  const usual = { config: join(directory, "config.json"), weights: join(directory, "weights.npz") };
  return readMlxFacts({ name: "mlx/mine", files: { ...usual, ...files }, family: "mlx", tasks: null });
}

it.each([
  [51_864, { isMultilingual: false, languageCount: 1 }],
  [51_865, { isMultilingual: true, languageCount: 99 }],
  [51_866, { isMultilingual: true, languageCount: 100 }],
])("tells the languages of a vocabulary of %i", async (tokens, facts) => {
  expect(await factsOf(JSON.stringify({ n_vocab: tokens, n_mels: 80 }))).toEqual({ directory, ...facts });
});

it.each<[string, string, Record<string, string>]>([
  ["a configuration of something else", '{"vocab_size":51865}', {}],
  ["one that is cut short", '{"n_voc', {}],
  ["weights of another name", '{"n_vocab":51865}', { weights: join(directory, "model.safetensors") }],
  ["weights in another place", '{"n_vocab":51865}', { weights: join(directory, "other", "weights.npz") }],
  ["a configuration that is gone", "{}", { config: join(directory, "gone", "config.json") }],
])("refuses %s", async (_, config, files) => {
  await expect(factsOf(config, files)).rejects.toMatchObject({
    code: "model-corrupt",
    message: expect.stringContaining("scribewell models pull mlx/mine"),
  });
});
