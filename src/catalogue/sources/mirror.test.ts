import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { USUAL_LIMITS } from "../download/limits.ts";
import { modelStore } from "../model-store.ts";
import { fakeWhisper, holds, temporaryDirectory, under, writeFiles } from "../testing/fake-model.ts";
import { fileServer, type PlayServer } from "../testing/play-server.ts";

const NAME = "onnx/whisper-tiny";
const files = under(NAME, fakeWhisper());
const realMirror = process.env.MODELS_MIRROR;
const { signal } = new AbortController();

let models: Awaited<ReturnType<typeof temporaryDirectory>>;
let place: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: PlayServer | undefined;

beforeEach(async () => {
  models = await temporaryDirectory();
  place = await temporaryDirectory();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await Promise.all([models.remove(), place.remove()]);
});

const storeOn = (mirror: string) => {
  const limits = { ...USUAL_LIMITS, patienceMs: 0 };
  return modelStore({ modelsDir: models.path, mirror, huggingFaceEndpoint: "http://127.0.0.1:1", limits });
};

it("copies a model from a directory", async () => {
  await writeFiles(place.path, files);
  const model = await storeOn(place.path).require(NAME, { signal });
  await place.remove();
  expect(await holds(model.files.decoder, files[`${NAME}/decoder_model_merged_quantized.onnx`])).toBe(true);
});

it("fetches a model from an address, with name and password where they are part of it", async () => {
  server = await fileServer(under("some/where", files));
  const address = server.url.replace("http://", "http://user:p%40ss@");
  const model = await storeOn(`${address}/some/where`).require(NAME, { signal });
  expect(Object.keys(model.files).length).toBe(7);
  const expected = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
  expect(server.seen.every(({ headers }) => headers.authorization === expected)).toBe(true);
  expect(await readFile(`${models.path}/${NAME}/model.json`, "utf8")).not.toContain("p%40ss");
});

it("takes the models directory of another machine as a mirror, and its checksums for true", async () => {
  await writeFiles(place.path, files);
  const first = await temporaryDirectory();
  await modelStore({ modelsDir: first.path, mirror: place.path }).require(NAME, { signal });
  await storeOn(first.path).require(NAME, { signal });
  await storeOn(first.path).remove(NAME, { signal });
  await writeFiles(first.path, { [`${NAME}/decoder_model_merged_quantized.onnx`]: Buffer.alloc(200_000, 8) });
  await expect(storeOn(first.path).require(NAME, { signal })).rejects.toMatchObject({ code: "model-corrupt" });
  await first.remove();
});

it("passes over a mirror that lacks a file, and names it", async () => {
  await writeFiles(place.path, files);
  await rm(`${place.path}/${NAME}/tokenizer.json`);
  await expect(storeOn(place.path).require(NAME, { signal })).rejects.toMatchObject({
    code: "model-unavailable",
    message: expect.stringMatching(
      /^onnx\/whisper-tiny could not be had: the mirror .+ has no tokenizer.json; Hugging Face .+ cannot be reached \(.+\)\. Set MODELS_MIRROR .+ "scribewell models add PATH"\.$/,
    ),
  });
});

it("does not take a web page for a model", async () => {
  const page = Buffer.from("<!doctype html><title>Sign in</title>");
  server = await fileServer(new Proxy(files, { get: () => page }));
  await expect(storeOn(server.url).require(NAME, { signal })).rejects.toMatchObject({
    code: "model-corrupt",
    message: expect.stringContaining("encoder_model_quantized.onnx is not an ONNX model"),
  });
});

it("does not take a mirror's file of another checksum than the catalogue has for that build", async () => {
  await writeFiles(place.path, under("onnx/whisper-base", fakeWhisper()));
  await expect(storeOn(place.path).require("whisper-base", { signal })).rejects.toMatchObject({
    code: "model-corrupt",
  });
});

describe.runIf(realMirror)(`the mirror at MODELS_MIRROR${realMirror ? "" : " (skipped: it is not set)"}`, () => {
  it("has whisper-base and silero-v6 as the catalogue says", async () => {
    const store = storeOn(realMirror ?? "");
    const whisper = await store.require("whisper-base", { signal });
    const encoder = createHash("sha256").update(await readFile(whisper.files.encoder ?? ""));
    expect(encoder.digest("hex")).toBe("e7b93df66b11665f78b35acbbef38b8eac4f8000f9a0839831130ecc31cf3f92");
    expect((await store.verify("whisper-base", { signal })).intact).toBe(true);
    const silero = await store.require("silero-v6", { signal });
    expect(silero.files.model).toMatch(/silero-vad-v6\.onnx$/);
  });
});
