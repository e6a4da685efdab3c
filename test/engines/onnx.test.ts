import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { Engine } from "../../src/ports/engine.ts";
import { engineContract } from "../contracts/engine.ts";
import { openModel } from "../support/open-model.ts";
import { MODELS_MIRROR, missing, speechFile, windowOf } from "../support/speech.ts";

const modelsDir = await mkdtemp(join(tmpdir(), "models-"));
afterAll(() => rm(modelsDir, { recursive: true, force: true }));

async function open(name: string, stallMs = 120_000): Promise<Engine> {
  const ENGINE_STALL_SECONDS = String(stallMs / 1000);
  return openModel(name, readConfig({ MODELS_DIR: modelsDir, MODELS_MIRROR, THREADS: "2", ENGINE_STALL_SECONDS }));
}

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const words = "and so my fellow americans ask not what your country can do for you".split(" ");
const window = skip
  ? { index: 0, samples: new Float32Array(), parts: [], speech: [] }
  : await windowOf(speechFile("misc", "jfk.wav"));

engineContract("onnx/whisper-base", {
  open: (options) => open("onnx/whisper-base", options?.stallMs),
  speech: { window, words, mayMiss: 0 },
  skip,
});

engineContract(
  "onnx/moonshine-tiny",
  { open: (options) => open("onnx/moonshine-tiny", options?.stallMs), speech: { window, words, mayMiss: 2 }, skip },
  {
    "gives words in order, inside the window, with confidence": "the model has no word times, as its abilities say",
    "follows the spelling of a prompt": "it takes none, as its abilities say",
    "translates into English where it can": "it knows English alone",
  },
);
