import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { composeRecognition } from "../../src/compose/recognition.ts";
import { readConfig } from "../../src/config.ts";
import { detectSherpa } from "../../src/engines/sherpa/detect-sherpa.ts";
import { sherpaEngine } from "../../src/engines/sherpa/sherpa-engine.ts";
import type { InstalledModel } from "../../src/ports/model-store.ts";
import { engineContract } from "../contracts/engine.ts";
import { MODELS_MIRROR, missing, speechFile, windowOf } from "../support/speech.ts";

/** A directory with a folder for each model of sherpa-onnx, under the name of its repository. */
const { SHERPA_MODELS } = process.env;

const scratch = await mkdtemp(join(tmpdir(), "models-"));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const { signal } = new AbortController();
const noSpeech = missing("SPEECH_DIR");
const words = "and so my fellow americans ask not what your country can do for you".split(" ");
const window = noSpeech
  ? { index: 0, samples: new Float32Array(), parts: [], speech: [] }
  : await windowOf(speechFile("misc", "jfk.wav"));
const speech = { window, words, mayMiss: 1 };

const NO_PROMPT = { "follows the spelling of a prompt": "it takes none, as its abilities say" };
const NO_TRANSLATION = { "translates into English where it can": "it cannot, as its abilities say" };
const NO_WORDS = {
  "gives words in order, inside the window, with confidence": "the model has no word times, as its abilities say",
};
const NO_DETECTION = {
  "detects the language when none is given": "the model does not tell the language, as its abilities say",
};

const open = (model: InstalledModel, stallMs = 120_000) => sherpaEngine(model, { threads: 2, stallMs });

/** The networks are those of the onnx engine: the form of Moonshine with one decoder. */
async function moonshine(): Promise<InstalledModel> {
  const { models } = composeRecognition(readConfig({ MODELS_DIR: scratch, MODELS_MIRROR }));
  const { files } = await models.require("onnx/moonshine-tiny", { signal });
  const { encoder = "", decoder = "" } = files;
  const tokens = join(MODELS_MIRROR ?? "", "moonshine", "tokens.txt");
  const roles = { encoder, mergedDecoder: decoder, tokens };
  return { name: "sherpa/moonshine-tiny", family: "sherpa-moonshine", files: roles, tasks: null };
}

engineContract(
  "sherpa/moonshine-tiny",
  {
    open: async (options) => open(await moonshine(), options?.stallMs),
    speech,
    skip: missing("SPEECH_DIR", "MODELS_MIRROR"),
  },
  { ...NO_WORDS, ...NO_PROMPT, ...NO_TRANSLATION },
);

const TRANSDUCER = { encoder: "encoder.int8.onnx", decoder: "decoder.int8.onnx", joiner: "joiner.int8.onnx" };

/** Models that are too large to fetch for a test. */
const LARGE = [
  {
    family: "sherpa-parakeet",
    folder: "sherpa-onnx-nemo-parakeet-tdt-0.6b-v2-int8",
    roles: TRANSDUCER,
    except: { ...NO_PROMPT, ...NO_TRANSLATION },
  },
  {
    family: "sherpa-parakeet",
    folder: "sherpa-onnx-nemo-parakeet-tdt-0.6b-v3-int8",
    roles: TRANSDUCER,
    except: { ...NO_PROMPT, ...NO_TRANSLATION, ...NO_DETECTION },
  },
  {
    family: "sherpa-zipformer",
    folder: "sherpa-onnx-zipformer-gigaspeech-2023-12-12",
    roles: {
      encoder: "encoder-epoch-30-avg-1.int8.onnx",
      decoder: "decoder-epoch-30-avg-1.onnx",
      joiner: "joiner-epoch-30-avg-1.int8.onnx",
    },
    except: { ...NO_PROMPT, ...NO_TRANSLATION },
  },
  {
    family: "sherpa-sense-voice",
    folder: "sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17",
    roles: { model: "model.int8.onnx" },
    except: { ...NO_PROMPT, ...NO_TRANSLATION },
  },
  {
    family: "sherpa-canary",
    folder: "sherpa-onnx-nemo-canary-180m-flash-en-es-de-fr-int8",
    roles: { encoder: "encoder.int8.onnx", decoder: "decoder.int8.onnx" },
    except: { ...NO_WORDS, ...NO_PROMPT, ...NO_DETECTION },
  },
] as const;

for (const { family, folder, roles, except } of LARGE) {
  const path = (file: string): string => join(SHERPA_MODELS ?? "", folder, file);
  const paths = Object.entries({ ...roles, tokens: "tokens.txt" }).map(([role, file]) => [role, path(file)] as const);
  const files: Record<string, string> = Object.fromEntries(paths);
  const isHere = SHERPA_MODELS !== undefined && existsSync(path("tokens.txt"));
  engineContract(
    `sherpa/${folder}`,
    {
      open: (options) => open({ name: `sherpa/${folder}`, family, files, tasks: null }, options?.stallMs),
      speech,
      skip: isHere ? noSpeech : `SHERPA_MODELS is not set, or has no ${folder}`,
    },
    except,
  );
}

describe("the driver of sherpa-onnx", () => {
  it("finds the package, and its version", async () => {
    expect(await detectSherpa()).toEqual({ engine: "sherpa", state: "ready", detail: "sherpa-onnx-node 1.13.8" });
  });

  it("refuses a model without all of its files, and one of another family", async () => {
    const model = { name: "sherpa/m", family: "sherpa-canary", files: { encoder: "/e" }, tasks: null };
    await expect(open(model)).rejects.toMatchObject({ code: "model-corrupt" });
    await expect(open({ ...model, family: "whisper" })).rejects.toMatchObject({ code: "model-unknown" });
  });

  it("says that a model cannot be loaded where its files are none of sherpa-onnx's", async () => {
    const file = join(scratch, "nothing.onnx");
    await writeFile(file, "no network at all");
    const files = { encoder: file, decoder: file, joiner: file, tokens: file };
    const engine = await open({ name: "sherpa/broken", family: "sherpa-parakeet", files, tasks: null });
    const hear = async () => {
      for await (const _ of engine.recognise([window], { task: "transcribe" }, signal));
    };
    await expect(hear()).rejects.toMatchObject({
      code: "engine-unavailable",
      message: expect.stringContaining("sherpa/broken could not be loaded"),
    });
    await engine.close();
  });
});
