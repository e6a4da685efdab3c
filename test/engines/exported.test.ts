import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composeRecognition } from "../../src/compose/recognition.ts";
import { readConfig } from "../../src/config.ts";
import { engineContract } from "../contracts/engine.ts";
import { openModel } from "../support/open-model.ts";
import { MODELS_MIRROR, missing, speechFile, windowOf } from "../support/speech.ts";

// The files that tools/export-whisper makes from weights. `WHISPER_WEIGHTS` is a directory of weights of Whisper base,
// `EXPORT_PYTHON` a Python with the tool's requirements.
const { WHISPER_WEIGHTS, EXPORT_PYTHON = "python3" } = process.env;
const TOOL = new URL("../../tools/export-whisper", import.meta.url).pathname;
const never = new AbortController().signal;
const run = promisify(execFile);

const skip =
  missing("SPEECH_DIR", "MODELS_MIRROR") ?? (WHISPER_WEIGHTS === undefined ? "WHISPER_WEIGHTS is not set" : undefined);
const words = "and so my fellow americans ask not what your country can do for you".split(" ");

const root = await mkdtemp(join(tmpdir(), "exported-"));
const config = readConfig({ MODELS_DIR: join(root, "models"), MODELS_MIRROR, THREADS: "2" });
const exported = join(root, "whisper");
const facts = join(MODELS_MIRROR ?? "", "onnx", "whisper-base");
afterAll(() => rm(root, { recursive: true, force: true }));

let added: Promise<unknown> | undefined;

/** The exported model, taken in by the catalogue. */
function prepared(): Promise<unknown> {
  added ??= exportTo(exported, WHISPER_WEIGHTS ?? "", "--facts", facts).then(() =>
    composeRecognition(config).models.add(exported, { name: "onnx/exported", signal: never }),
  );
  return added;
}

const exportTo = (directory: string, ...given: string[]) =>
  run(EXPORT_PYTHON, ["-m", "export_whisper", ...given, directory], { cwd: TOOL });

describe.skipIf(skip !== undefined)(`tools/export-whisper${skip ? ` (skipped: ${skip})` : ""}`, () => {
  beforeAll(() => prepared(), 120_000);

  it("makes the same files from the same weights", { timeout: 120_000 }, async () => {
    const again = join(root, "again");
    await exportTo(again, WHISPER_WEIGHTS ?? "", "--facts", facts);
    for (const name of ["encoder_model_quantized.onnx", "decoder_model_merged_quantized.onnx"])
      expect((await readFile(join(again, name))).equals(await readFile(join(exported, name)))).toBe(true);
  });

  it.each([
    ["no weights", [TOOL, "--facts", facts], /holds neither model\.safetensors nor/],
    ["no tokenizer", [TOOL], /lacks config\.json, generation_config\.json, preprocessor_config\.json, tokenizer\.json/],
  ])("says in one line what is missing: %s", async (_, given, complaint) => {
    await expect(exportTo(join(root, "nothing"), ...given)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(complaint),
    });
  });

  it("makes files that the catalogue takes in", async () => {
    expect(await prepared()).toMatchObject({ name: "onnx/exported", family: "whisper" });
  });
});

const window = skip
  ? { index: 0, samples: new Float32Array(), parts: [], speech: [] }
  : await windowOf(speechFile("misc", "jfk.wav"));

engineContract("Whisper base as exported", {
  async open(options) {
    await prepared();
    const ENGINE_STALL_SECONDS = (options?.stallMs ?? 120_000) / 1000;
    return openModel("onnx/exported", { ...config, ENGINE_STALL_SECONDS });
  },
  speech: { window, words, mayMiss: 0 },
  skip,
});
