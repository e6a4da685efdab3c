import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modelStore } from "../catalogue/model-store.ts";
import { fakeWhisper, temporaryDirectory, writeFiles } from "../catalogue/testing/fake-model.ts";
import { readConfig } from "../config.ts";
import type { EngineReport } from "../ports/engine.ts";
import { composeResultCache } from "./result-cache.ts";

const { signal } = new AbortController();
let place: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  place = await temporaryDirectory();
});
afterEach(() => place.remove());

const onnx: EngineReport = { engine: "onnx", state: "ready", detail: "onnxruntime 1.20, cpu" };

/** What recognises with a model of this name, taken from the store of this test. */
async function nameOf(name: string, report: EngineReport, settings: Record<string, string> = {}) {
  const models = modelStore({ modelsDir: join(place.path, "models"), mirror: undefined, huggingFaceEndpoint: "" });
  const { resultCache } = composeResultCache(readConfig(settings), { models, engineReports: async () => [report] });
  return resultCache?.recogniserOf(await models.require(name, { signal }));
}

async function put(files = fakeWhisper()): Promise<void> {
  const models = modelStore({ modelsDir: join(place.path, "models"), mirror: undefined, huggingFaceEndpoint: "" });
  await models.remove("onnx/mine", { signal }).catch(() => {});
  await writeFiles(join(place.path, "mine"), files);
  await models.add(join(place.path, "mine"), { name: "onnx/mine", signal });
}

describe("what recognises", () => {
  it("is another one with other files of the model, or another build of the engine", async () => {
    await put();
    const first = await nameOf("onnx/mine", onnx);
    expect(first).toContain("onnx/mine");
    expect(await nameOf("onnx/mine", onnx)).toBe(first);
    expect(await nameOf("onnx/mine", { ...onnx, detail: "onnxruntime 1.21, cpu" })).not.toBe(first);
    await put({ ...fakeWhisper(), "generation_config.json": Buffer.from('{"is_multilingual":false}') });
    expect(await nameOf("onnx/mine", onnx)).not.toBe(first);
  });

  it("is not known while the engine does not run here", async () => {
    await put();
    expect(await nameOf("onnx/mine", { ...onnx, state: "absent" })).toBeNull();
  });

  it("is not known of a model that nobody describes", async () => {
    const stranger = { name: "onnx/stranger", files: { encoder: "/none" }, family: "whisper", tasks: null };
    const needs = { models: modelStore({ modelsDir: place.path }), engineReports: async () => [onnx] };
    expect(await composeResultCache(readConfig({}), needs).resultCache?.recogniserOf(stranger)).toBeNull();
  });

  it("is another one with another build of whisper.cpp, which does not tell its version", async () => {
    await put();
    const server = join(place.path, "whisper-server");
    await writeFile(server, "one");
    const whispercpp: EngineReport = { engine: "whispercpp", state: "ready", detail: server };
    const model = { name: "whispercpp/base", files: {}, family: "ggml", tasks: null };
    const name = async () => {
      const needs = {
        models: { describe: () => Promise.reject(new Error("a model without files is not asked for")) },
        engineReports: async () => [whispercpp],
      };
      return composeResultCache(readConfig({}), needs).resultCache?.recogniserOf(model);
    };
    const first = await name();
    expect(await name()).toBe(first);
    await utimes(server, 1, 1);
    expect(await name()).not.toBe(first);
  });

  it("is, of a remote model, its name and the address of its service", async () => {
    const openai: EngineReport = { engine: "openai", state: "ready", detail: "example.org, not asked" };
    const at = (OPENAI_BASE_URL: string, name = "openai/whisper-1") => nameOf(name, openai, { OPENAI_BASE_URL });
    const first = await at("https://example.org/v1");
    expect(await at("https://example.org/v1/")).toBe(first);
    expect(await at("https://example.org/v2")).not.toBe(first);
    expect(await at("https://example.org/v1", "openai/other")).not.toBe(first);
  });
});

it("is told at once but for the first time, and what has changed is known the next time", async () => {
  const looks = [
    Promise.resolve([onnx]),
    new Promise<EngineReport[]>(() => {}),
    Promise.resolve([]),
    Promise.resolve([]),
  ];
  const engineReports = () => looks.shift() ?? Promise.reject(new Error("no more looks"));
  const model = { name: "onnx/whisper-base", files: {}, family: "whisper", tasks: null };
  const needs = { models: modelStore({ modelsDir: place.path }), engineReports };
  const { resultCache } = composeResultCache(readConfig({}), needs);
  const first = await resultCache?.recogniserOf(model);
  expect(first).toContain("onnxruntime 1.20");
  expect(await resultCache?.recogniserOf(model)).toBe(first);
  expect(await resultCache?.recogniserOf(model)).toBe(first);
  expect(await resultCache?.recogniserOf(model)).toBeNull();
});

it("is not asked where the settings want no result kept for later jobs", async () => {
  await put();
  expect(await nameOf("onnx/mine", onnx, { RESULT_CACHE: "off" })).toBeUndefined();
});
