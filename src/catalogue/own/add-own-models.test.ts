import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modelStore } from "../model-store.ts";
import { fakeGgml } from "../testing/fake-ggml.ts";
import { fakeMlxConfig, fakeNpz, fakeSafetensors } from "../testing/fake-mlx.ts";
import { fakeOnnx, fakeWhisper, temporaryDirectory, writeFiles } from "../testing/fake-model.ts";

const { signal } = new AbortController();
const realMirror = process.env.MODELS_MIRROR;

let models: Awaited<ReturnType<typeof temporaryDirectory>>;
let own: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  models = await temporaryDirectory();
  own = await temporaryDirectory();
});
afterEach(() => Promise.all([models.remove(), own.remove()]));

const store = () => modelStore({ modelsDir: models.path });
const add = (file: string, name?: string) =>
  store().add(join(own.path, file), { signal, ...(name === undefined ? {} : { name }) });
const manifestOf = async (name: string) => JSON.parse(await readFile(join(models.path, name, "model.json"), "utf8"));
const listed = async (name: string) => (await store().list()).find((each) => each.name === name);

/** Changes the first extent of the first part: behind 56 bytes of head, 320 of filters, 20 of tokens and 12 of its own. */
function withExtent(whole: Buffer, extent: number): Buffer {
  whole.writeInt32LE(extent, 56 + 320 + 20 + 12 - 4 + 4);
  return whole;
}

describe("a file of whisper.cpp", () => {
  it("becomes a model of that engine, called as the file is", async () => {
    await writeFiles(own.path, { "ggml-my-whisper.bin": fakeGgml() });
    expect(await add("ggml-my-whisper.bin")).toEqual({
      name: "whispercpp/my-whisper",
      family: "ggml",
      files: { model: join(models.path, "whispercpp/my-whisper/ggml-my-whisper.bin") },
      tasks: null,
    });
    expect((await manifestOf("whispercpp/my-whisper")).family).toBe("ggml");
    expect((await store().require("my-whisper", { signal })).family).toBe("ggml");
    expect((await store().verify("my-whisper", { signal })).intact).toBe(true);
  });

  it.each([
    [51_864, ["en"], ["transcribe"]],
    [51_865, "any", ["transcribe", "translate"]],
    [51_866, "any", ["transcribe", "translate"]],
  ])("tells by its %i tokens which languages it knows", async (vocabulary, languages, tasks) => {
    await writeFiles(own.path, { "mine.bin": fakeGgml({ vocabulary }) });
    await add("mine.bin");
    expect(await listed("whispercpp/mine")).toMatchObject({ family: "ggml", origin: "own", languages, tasks });
  });

  it("is found in a directory too, and taken to another machine", async () => {
    await writeFiles(own.path, { "down/mine.bin": fakeGgml(), "down/README.md": Buffer.from("hello") });
    expect((await add("down", "tuned")).name).toBe("whispercpp/tuned");
    const other = await temporaryDirectory();
    const moved = await modelStore({ modelsDir: other.path }).add(join(models.path, "whispercpp/tuned"), { signal });
    expect(moved).toMatchObject({ name: "whispercpp/tuned", family: "ggml" });
    await other.remove();
  });

  it("may have a name that cannot be kept", async () => {
    await writeFiles(own.path, { "mein schönes Modell.bin": fakeGgml() });
    expect((await add("mein schönes Modell.bin", "mine")).files.model).toMatch(/mine\/model\.bin$/);
  });

  it.each([
    ["in its last part", (whole: Buffer) => whole.subarray(0, -1), "49 of the 50 parts"],
    ["between two parts", () => fakeGgml({ tensors: 20 }), "20 of the 50 parts"],
    ["in its tokens", (whole: Buffer) => whole.subarray(0, 385), "0 of the 50 parts"],
    ["in its head", (whole: Buffer) => whole.subarray(0, 30), "no Whisper, or damaged at its beginning"],
    ["to nothing", () => Buffer.alloc(0), "is empty"],
    ["and damaged, with a part of no size", (whole: Buffer) => withExtent(whole, 0), "0 of the 50 parts"],
    ["and damaged, with a part that leads back", (whole: Buffer) => withExtent(whole, -7), "0 of the 50 parts"],
  ])("is refused where it was cut %s", async (_where, cut, complaint) => {
    await writeFiles(own.path, { "mine.bin": cut(fakeGgml()) });
    await expect(add("mine.bin")).rejects.toMatchObject({
      code: "model-corrupt",
      message: expect.stringContaining(complaint),
    });
    expect(await listed("whispercpp/mine")).toBeUndefined();
  });

  describe.runIf(realMirror)(`of the mirror${realMirror ? "" : " (skipped: MODELS_MIRROR is not set)"}`, () => {
    const file = (name: string) => join(realMirror ?? "", "ggml", name);

    it("is read from its beginning to its end", async () => {
      const added = await store().add(file("ggml-base-q5_1.bin"), { name: "mine", signal });
      expect(added.name).toBe("whispercpp/mine");
      expect(await listed("whispercpp/mine")).toMatchObject({ languages: "any" });
    });

    it("is fetched and verified", async () => {
      const place = modelStore({ modelsDir: models.path, mirror: realMirror });
      const { name } = await place.pull("whispercpp/whisper-base-q5_1", { signal });
      expect((await place.verify(name, { signal })).intact).toBe(true);
    });

    it.each([
      ["for-tests-ggml-tiny.bin", "0 of the 167 parts"],
      ["ggml-silero-v6.2.0.bin", "no Whisper"],
    ])("is refused where it is %s", async (name, complaint) => {
      await expect(store().add(file(name), { signal })).rejects.toThrow(complaint);
    });
  });
});

describe("a directory of MLX", () => {
  it.each([
    ["weights.safetensors", fakeSafetensors()],
    ["weights.npz", fakeNpz()],
  ])("with %s becomes a model of that engine", async (file, weights) => {
    await writeFiles(own.path, { "My-Whisper/config.json": fakeMlxConfig(51_864), [`My-Whisper/${file}`]: weights });
    expect(await add("My-Whisper")).toMatchObject({
      name: "mlx/my-whisper",
      family: "mlx",
      files: { weights: join(models.path, "mlx/my-whisper", file), config: expect.stringMatching(/config\.json$/) },
    });
    expect(await listed("mlx/my-whisper")).toMatchObject({ languages: ["en"], tasks: ["transcribe"] });
    expect((await manifestOf("mlx/my-whisper")).family).toBe("mlx");
  });

  it.each([
    ["weights.safetensors", fakeSafetensors()],
    ["weights.npz", fakeNpz()],
  ])("is refused where %s was cut", async (file, weights) => {
    await writeFiles(own.path, { "mine/config.json": fakeMlxConfig(), [`mine/${file}`]: weights.subarray(0, -1) });
    // The last byte of an archive may be missing, its end may not.
    if (file.endsWith(".npz")) await writeFiles(own.path, { [`mine/${file}`]: weights.subarray(0, -22) });
    await expect(add("mine")).rejects.toMatchObject({
      code: "model-corrupt",
      message: expect.stringContaining(`${file} is cut short`),
    });
  });

  it("says what is missing", async () => {
    await writeFiles(own.path, { "one/config.json": fakeMlxConfig() });
    await expect(add("one")).rejects.toThrow("one lacks weights.safetensors or weights.npz");
    await writeFiles(own.path, { "two/config.json": Buffer.from("{}"), "two/weights.npz": fakeNpz() });
    await expect(add("two")).rejects.toThrow("two lacks a config.json with n_mels");
  });
});

describe("what is brought", () => {
  it.each([
    ["mine.bin", "onnx/mine", "mine.bin is a whisper.cpp model, so its name begins with whispercpp/, not with onnx/."],
    ["mlx", "whispercpp/mine", "mlx is an MLX model, so its name begins with mlx/, not with whispercpp/."],
    ["onnx", "mlx/mine", "onnx is a model of ONNX files, so its name begins with onnx/ or "],
    ["onnx", "sherpa/mine", "sherpa/mine is not in the catalogue"],
    ["onnx", "openai/mine", "openai/mine is a remote model, so there are no files to add"],
  ])("is not named for another engine: %s as %s", async (file, name, message) => {
    await writeFiles(own.path, { "mine.bin": fakeGgml(), "mlx/config.json": fakeMlxConfig() });
    await writeFiles(join(own.path, "mlx"), { "weights.npz": fakeNpz() });
    await writeFiles(join(own.path, "onnx"), fakeWhisper());
    await expect(add(file, name)).rejects.toMatchObject({
      code: "option-invalid",
      message: expect.stringContaining(message),
    });
  });

  it("finds its engine where the name leaves it out, also that of the catalogue", async () => {
    await writeFiles(own.path, { "mine.bin": fakeGgml() });
    expect((await add("mine.bin", "whisper-base")).name).toBe("whispercpp/whisper-base");
  });

  it.each([
    ["notes.txt", { "notes.txt": Buffer.from("hello") }, "notes.txt is no model that can be added. Taken are a ggml"],
    ["torch", { "torch/model.safetensors": fakeSafetensors() }, "torch is no model that can be added"],
    ["mine.gguf", { "mine.gguf": Buffer.from("GGUF....") }, "mine.gguf is a GGUF file"],
    ["two", { "two/a.bin": fakeGgml(), "two/b.bin": fakeGgml() }, "two holds several models of whisper.cpp"],
    ["one.onnx", { "one.onnx": fakeOnnx(10) }, "one.onnx is one file"],
  ])("is refused in one line where it is %s", async (file, files, message) => {
    await writeFiles(own.path, files);
    const refusal = await add(file, "mine").catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "option-invalid", message: expect.stringContaining(message) });
    expect(String(refusal)).not.toContain("\n");
  });
});
