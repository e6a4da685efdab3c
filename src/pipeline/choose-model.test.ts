import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { USUAL_LIMITS } from "../catalogue/download/limits.ts";
import { modelStore } from "../catalogue/model-store.ts";
import { fakeOnnx, fakeWhisper, temporaryDirectory, writeFiles } from "../catalogue/testing/fake-model.ts";
import type { Task } from "../domain/transcription.ts";
import { chooseModel } from "./choose-model.ts";

const { signal } = new AbortController();
const english = { ...fakeWhisper(), "generation_config.json": Buffer.from('{"is_multilingual":false}') };
const moonshine = { "encoder_model.onnx": fakeOnnx(100), "decoder_model_merged.onnx": fakeOnnx(100) };

let here: Awaited<ReturnType<typeof temporaryDirectory>>;
let there: Awaited<ReturnType<typeof temporaryDirectory>>;
let own: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  [here, there, own] = await Promise.all([temporaryDirectory(), temporaryDirectory(), temporaryDirectory()]);
});
afterEach(() => Promise.all([here.remove(), there.remove(), own.remove()]));

/** A store with no source but another store, which is its mirror. */
const store = () => {
  const nowhere = { huggingFaceEndpoint: "http://127.0.0.1:1", npmRegistry: "http://127.0.0.1:1" };
  const limits = { ...USUAL_LIMITS, patienceMs: 0 };
  return modelStore({ modelsDir: here.path, mirror: there.path, ...nowhere, limits });
};

async function put(modelsDir: string, name: string, files: Readonly<Record<string, Buffer>> = fakeWhisper()) {
  await writeFiles(join(own.path, name), files);
  await modelStore({ modelsDir }).add(join(own.path, name), { name, signal });
}

const choose = (wish: { requested?: string; language?: string; task?: Task } = {}) => {
  const { requested, language, task = "transcribe" } = wish;
  const surroundings = async () => ({ engines: ["onnx"], accelerated: [], roomBytes: null });
  return chooseModel({ store: store(), surroundings, requested, language, task, signal });
};

it("takes a named model as it is, fetching it", async () => {
  await put(there.path, "onnx/whisper-tiny");
  const { model, warnings } = await choose({ requested: "whisper-tiny", language: "de" });
  expect([model.name, warnings]).toEqual(["onnx/whisper-tiny", []]);
});

it("prefers whisper-base among those that are here", async () => {
  await put(here.path, "onnx/whisper-tiny");
  await put(here.path, "onnx/whisper-base");
  expect((await choose({ requested: "auto" })).model.name).toBe("onnx/whisper-base");
});

it("takes another Whisper that is here before it downloads one", async () => {
  await put(there.path, "onnx/whisper-base");
  await put(here.path, "onnx/whisper-small");
  expect((await choose()).model.name).toBe("onnx/whisper-small");
});

it("takes an own Whisper when it is the only one here", async () => {
  await put(here.path, "onnx/mine");
  expect((await choose({ language: "de" })).model.name).toBe("onnx/mine");
});

it("does not take a model that does not know the language or the task", async () => {
  await put(there.path, "onnx/whisper-base");
  await put(here.path, "onnx/whisper-tiny.en", english);
  await put(here.path, "onnx/whisper-large-v3-turbo");
  expect((await choose({ language: "de", task: "translate" })).model.name).toBe("onnx/whisper-base");
});

it("takes a model for English when English is asked for", async () => {
  await put(here.path, "onnx/whisper-tiny.en", english);
  expect((await choose({ language: "en" })).model.name).toBe("onnx/whisper-tiny.en");
});

it("fetches whisper-base when there is no Whisper here", async () => {
  await put(there.path, "onnx/whisper-base");
  await put(here.path, "onnx/moonshine-tiny", moonshine);
  const { model, warnings } = await choose();
  expect([model.name, warnings]).toEqual(["onnx/whisper-base", []]);
});

it.each([undefined, "en"])("makes do with a model for English, and says so, for language %s", async (language) => {
  await put(there.path, "onnx/moonshine-tiny", moonshine);
  const { model, warnings } = await choose(language === undefined ? {} : { language });
  expect(model.name).toBe("onnx/moonshine-tiny");
  expect(warnings).toEqual([
    expect.stringMatching(
      /^onnx\/moonshine-tiny is used, which knows English only.*99 languages.*has no encoder_model_quantized.*Set MODELS_MIRROR/,
    ),
  ]);
});

it("takes a Whisper for English that is here before Moonshine", async () => {
  await put(there.path, "onnx/moonshine-tiny", moonshine);
  await put(here.path, "onnx/whisper-tiny.en", english);
  const { model, warnings } = await choose();
  expect(model.name).toBe("onnx/whisper-tiny.en");
  expect(warnings.length).toBe(1);
});

it.each([{ language: "de" }, { task: "translate" as const }])("fails for %o without a model that can", async (wish) => {
  await put(there.path, "onnx/moonshine-tiny", moonshine);
  await expect(choose(wish)).rejects.toMatchObject({ code: "model-unavailable" });
});

it("names both causes when neither can be had", async () => {
  await expect(choose()).rejects.toMatchObject({
    code: "model-unavailable",
    message: expect.stringMatching(
      /^onnx\/whisper-base could not be had: .*did not help: onnx\/moonshine-tiny could not be had/,
    ),
  });
});

it("does not hide that a model is corrupt", async () => {
  await writeFiles(there.path, { "onnx/whisper-base/encoder_model_quantized.onnx": fakeOnnx(100) });
  await put(there.path, "onnx/moonshine-tiny", moonshine);
  await expect(choose()).rejects.toMatchObject({ code: "model-corrupt" });
});
