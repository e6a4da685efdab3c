import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { whisperCppEngine } from "../../src/engines/whispercpp/whispercpp-engine.ts";
import { engineContract } from "../contracts/engine.ts";
import { MODELS_MIRROR, missing, speechFile, windowOf } from "../support/speech.ts";

const enginesDir = await mkdtemp(join(tmpdir(), "engines-"));
afterAll(() => rm(enginesDir, { recursive: true, force: true }));

const skip = missing("SPEECH_DIR", "MODELS_MIRROR", "WHISPER_CPP_BIN");
const words = "and so my fellow americans ask not what your country can do for you".split(" ");
const window = skip
  ? { index: 0, samples: new Float32Array(), parts: [], speech: [] }
  : await windowOf(speechFile("misc", "jfk.wav"));

engineContract("whispercpp/whisper-base-q5_1", {
  open: (options) =>
    whisperCppEngine(
      {
        name: "whispercpp/whisper-base-q5_1",
        files: { model: join(MODELS_MIRROR ?? "", "ggml", "ggml-base-q5_1.bin") },
        family: "ggml",
        tasks: null,
      },
      { threads: 2, stallMs: options?.stallMs ?? 120_000, bin: process.env.WHISPER_CPP_BIN, enginesDir },
    ),
  speech: { window, words, mayMiss: 0 },
  skip,
});
