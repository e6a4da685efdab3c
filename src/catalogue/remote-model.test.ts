import { afterEach, beforeEach, expect, it } from "vitest";
import { modelStore } from "./model-store.ts";
import { temporaryDirectory, writeFiles } from "./testing/fake-model.ts";

const { signal } = new AbortController();
let models: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  models = await temporaryDirectory();
});
afterEach(() => models.remove());

/** No directory can be made there: whatever touches the disk fails. */
const nowhere = () => modelStore({ modelsDir: "/dev/null/models", mirror: "http://127.0.0.1:1" });

it.each(["whisper-1", "gpt-4o-transcribe", "Systran/faster-whisper-large-v3"])(
  "openai/%s is there without files, and without the disk or the network",
  async (model) => {
    expect(await nowhere().require(` OpenAI/${model}`, { signal })).toEqual({
      name: `openai/${model}`,
      files: {},
      family: "openai",
      tasks: null,
    });
  },
);

it.each(["openai/", "openai/a b", "openai/a\nb"])("refuses %j", async (name) => {
  await expect(nowhere().require(name, { signal })).rejects.toMatchObject({ code: "model-unknown" });
});

it.each([
  ["fetch", () => nowhere().pull("openai/whisper-1", { signal })],
  ["verify", () => nowhere().verify("openai/whisper-1", { signal })],
  ["remove", () => nowhere().remove("openai/else", { signal })],
  ["add", () => nowhere().add("/dev/null", { name: "openai/mine", signal })],
])("has no files to %s", async (doing, call) => {
  await expect(call()).rejects.toMatchObject({
    code: "option-invalid",
    message: expect.stringContaining(`is a remote model, so there are no files to ${doing}`),
  });
});

it("is listed as remote and never as installed, whatever lies in the directory", async () => {
  const manifest = { name: "openai/mine", source: "x", revision: null, installedAt: "2026-01-01", files: {} };
  const content = Buffer.from(JSON.stringify(manifest));
  await writeFiles(models.path, { "openai/whisper-1/model.json": content, "openai/mine/model.json": content });
  const listings = await modelStore({ modelsDir: models.path }).list();
  const remote = listings.filter((listing) => listing.remote);
  expect(remote.map(({ name }) => name)).toEqual([
    "openai/whisper-1",
    "openai/gpt-4o-transcribe",
    "openai/gpt-4o-mini-transcribe",
  ]);
  expect(remote.every(({ installed, family }) => installed === null && family === "openai")).toBe(true);
  expect(listings.some(({ name }) => name === "openai/mine")).toBe(false);
});
