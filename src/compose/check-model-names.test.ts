import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelStore } from "../catalogue/model-store.ts";
import { fakeGgml } from "../catalogue/testing/fake-ggml.ts";
import { type Config, readConfig } from "../config.ts";
import type { ModelStore } from "../ports/model-store.ts";
import { warnOfUnknownLimits, wrongModelNames } from "./check-model-names.ts";

describe("models that jobs carry by their whole names", () => {
  it.each([
    ["whisper-base", "onnx/whisper-base"],
    ["Whisper-Base", "onnx/whisper-base"],
    ["whispercpp/whisper-base", "whispercpp/whisper-base"],
    ["OpenAI/gpt-4o-Transcribe", "openai/gpt-4o-Transcribe"],
    ["ONNX/mine", "onnx/mine"],
  ])("are those where the settings say %s", (name, whole) => {
    expect(readConfig({ MODEL_CONCURRENCY: `${name}=4`, WORKER_MODELS: name })).toMatchObject({
      MODEL_CONCURRENCY: { [whole]: 4 },
      WORKER_MODELS: [whole],
    });
  });
  it.each(["whisper-bsae", "mine", "whisper-1", "onix/whisper-base", "onnx", "__proto__", "openai"])(
    "cannot be %s: both settings are refused in one message",
    (name) => {
      const read = () =>
        readConfig({ MODEL_CONCURRENCY: `whisper-base=2,${name}=4`, WORKER_MODELS: name, THREADS: "0" });
      expect(read).toThrow(/THREADS must .*MODEL_CONCURRENCY must .*WORKER_MODELS must /);
      expect(read).toThrow(expect.objectContaining({ code: "settings-invalid" }));
    },
  );
  it("have one limit each", () => {
    expect(() => readConfig({ MODEL_CONCURRENCY: "whisper-base=2,onnx/whisper-base=4" })).toThrow(/each model once/);
    expect(() => readConfig({ MODEL_CONCURRENCY: "whisper-base=2,whisper-base=4" })).toThrow(/each model once/);
  });
});

describe("names of models of one's own", () => {
  let folder: string;
  let models: ModelStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "model-names-"));
    models = modelStore({
      modelsDir: folder,
      huggingFaceEndpoint: "http://127.0.0.1:9",
      mirror: undefined,
      huggingFaceToken: undefined,
    });
    await writeFile(join(folder, "mine.bin"), fakeGgml());
    await models.add(join(folder, "mine.bin"), { name: "whispercpp/mine", signal: AbortSignal.timeout(10_000) });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function warnings(config: Config): Promise<unknown[]> {
    const lines: string[] = [];
    await warnOfUnknownLimits(config, { models, log: pino({ level: "warn" }, { write: (line) => lines.push(line) }) });
    return lines.map((line) => JSON.parse(line).models);
  }

  it("are taken where this machine has them", async () => {
    const config = readConfig({ WORKER_MODELS: "whispercpp/mine", MODEL_CONCURRENCY: "whispercpp/mine=1,openai/x=2" });
    expect(await wrongModelNames(config, models)).toEqual([]);
    expect(await warnings(config)).toEqual([]);
  });
  it("are complained of, each, where this machine should have them", async () => {
    const config = readConfig({
      WORKER_MODELS: "onnx/theirs",
      PRELOAD_MODELS: "whisper-base,nobody",
      FALLBACK_MODELS: "x",
    });
    expect(await wrongModelNames(config, models)).toEqual([
      expect.stringMatching(/^PRELOAD_MODELS .*"nobody"/),
      expect.stringMatching(/^FALLBACK_MODELS .*"x"/),
      expect.stringMatching(/^WORKER_MODELS .*"onnx\/theirs"/),
    ]);
  });
  it("may be those of another worker where they are limited, and the log names them", async () => {
    const config = readConfig({ MODEL_CONCURRENCY: "onnx/theirs=2,whisper-base=1" });
    expect(await wrongModelNames(config, models)).toEqual([]);
    expect(await warnings(config)).toEqual([["onnx/theirs"]]);
  });
});
