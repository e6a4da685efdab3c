import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modelStore } from "./model-store.ts";
import { fakeOnnx, fakeWhisper, holds, temporaryDirectory, writeFiles } from "./testing/fake-model.ts";

const { signal } = new AbortController();
const whisper = fakeWhisper();

let models: Awaited<ReturnType<typeof temporaryDirectory>>;
let own: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  models = await temporaryDirectory();
  own = await temporaryDirectory();
});
afterEach(() => Promise.all([models.remove(), own.remove()]));

const store = () => modelStore({ modelsDir: models.path, huggingFaceEndpoint: "http://127.0.0.1:1" });

describe("add", () => {
  it("copies a directory in the Hugging Face layout, which is then listed and can be required", async () => {
    await writeFiles(own.path, whisper);
    const added = await store().add(own.path, { name: "onnx/My-Finetune", signal });
    await own.remove();
    expect(await store().require("my-finetune", { signal })).toEqual(added);
    expect(await holds(added.files.encoder, whisper["encoder_model_quantized.onnx"])).toBe(true);
    expect((await store().list()).at(-1)).toMatchObject({
      name: "onnx/my-finetune",
      origin: "own",
      family: "whisper",
      languages: "any",
      tasks: ["transcribe", "translate"],
      licence: null,
      installed: { source: own.path },
    });
  });

  it("takes the networks from onnx/, unquantised ones where there are no others, and weights beside them", async () => {
    const { "encoder_model_quantized.onnx": encoder = Buffer.of(8), ...rest } = whisper;
    await writeFiles(own.path, {
      ...rest,
      "onnx/encoder_model.onnx": encoder,
      "onnx/encoder_model.onnx_data": fakeOnnx(50),
    });
    const { files } = await store().add(own.path, { name: "large", signal });
    expect(files.encoder).toBe(join(models.path, "onnx/large/encoder_model.onnx"));
    expect(files.encoderWeights).toBe(join(models.path, "onnx/large/encoder_model.onnx_data"));
  });

  it("takes the name from the directory, and from a model.json before that", async () => {
    await writeFiles(join(own.path, "whisper-base"), whisper);
    const first = await store().add(join(own.path, "whisper-base"), { signal });
    expect(first.name).toBe("onnx/whisper-base");
    const second = await temporaryDirectory();
    const other = modelStore({ modelsDir: second.path });
    expect((await other.add(join(models.path, "onnx/whisper-base"), { signal })).name).toBe("onnx/whisper-base");
    await second.remove();
  });

  it("checks what comes from another store by its checksums", async () => {
    await writeFiles(own.path, whisper);
    const { files } = await store().add(own.path, { name: "one", signal });
    await writeFile(files.decoder ?? "", fakeOnnx(200_000, 55));
    await expect(store().add(join(models.path, "onnx/one"), { name: "two", signal })).rejects.toMatchObject({
      code: "model-corrupt",
      message: expect.stringContaining("decoder_model_merged_quantized.onnx gave a file with a wrong checksum"),
    });
    await expect(readFile(join(models.path, "onnx/two/model.json"))).rejects.toThrow("ENOENT");
  });

  it("takes one file for a model of one role", async () => {
    await writeFiles(own.path, { "my-vad.onnx": fakeOnnx(100) });
    const added = await store().add(join(own.path, "my-vad.onnx"), { name: "vad/mine", signal });
    expect(added.files).toEqual({ model: join(models.path, "vad/mine/my-vad.onnx") });
  });

  it("names all that is missing", async () => {
    await writeFiles(own.path, whisper);
    await rm(join(own.path, "tokenizer.json"));
    await rm(join(own.path, "encoder_model_quantized.onnx"));
    await expect(store().add(own.path, { name: "mine", signal })).rejects.toMatchObject({
      code: "option-invalid",
      message: expect.stringContaining("lacks encoder_model_quantized.onnx or encoder_model.onnx, tokenizer.json"),
    });
  });

  it.each([
    ["a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs pull"],
    ["a web page", "<html></html>", "is not an ONNX model"],
    ["nothing", "", "is empty"],
  ])("does not take %s for a network", async (_what, content, complaint) => {
    await writeFiles(own.path, { ...whisper, "encoder_model_quantized.onnx": Buffer.from(content) });
    await expect(store().add(own.path, { name: "mine", signal })).rejects.toMatchObject({
      code: "model-corrupt",
      message: expect.stringContaining(complaint),
    });
  });

  it("does not take one model of the catalogue for another", async () => {
    await writeFiles(own.path, { "encoder_model.onnx": fakeOnnx(10), "decoder_model_merged.onnx": fakeOnnx(10) });
    await store().add(own.path, { name: "moonshine-tiny", signal });
    const path = join(models.path, "onnx/moonshine-tiny");
    await expect(store().add(path, { name: "whisper-base", signal })).rejects.toMatchObject({
      code: "option-invalid",
      message: expect.stringContaining("is another model than onnx/whisper-base: it has no tokenizer"),
    });
  });

  it("does not overwrite a model", async () => {
    await writeFiles(own.path, whisper);
    await store().add(own.path, { name: "mine", signal });
    await expect(store().add(own.path, { name: "mine", signal })).rejects.toThrow("scribewell models rm onnx/mine");
  });

  it.each(["../mine", "onnx/../../mine", "a/b/c", "onnx/.hidden", "onnx/mine.", "schön"])(
    "refuses the name %s",
    async (name) => {
      await writeFiles(own.path, whisper);
      await expect(store().add(own.path, { name, signal })).rejects.toMatchObject({ code: "option-invalid" });
    },
  );

  it("keeps the directories of a model out of messages", async () => {
    const messageOf = (path: string, name?: string) =>
      store()
        .add(path, { signal, ...(name === undefined ? {} : { name }) })
        .then(String, ({ message }: Error) => message);
    await writeFiles(own.path, whisper);
    const added = await store().add(own.path, { name: "one", signal });
    await writeFile(added.files.decoder ?? "", fakeOnnx(200_000, 55));
    await rm(join(own.path, "tokenizer.json"));
    const one = join(own.path, "encoder_model_quantized.onnx");
    const messages = [
      await messageOf(join(own.path, "none")),
      await messageOf(one),
      await messageOf(one, "whisper-base"),
      await messageOf(own.path, "lacking"),
      await messageOf(join(models.path, "onnx/one"), "two"),
      await messageOf(join(models.path, "onnx/one"), "moonshine-tiny"),
    ];
    expect(messages).toEqual([
      expect.stringContaining("no file or directory none."),
      expect.stringContaining("what encoder_model_quantized.onnx shall be called"),
      expect.stringContaining("encoder_model_quantized.onnx is one file"),
      expect.stringContaining(`${basename(own.path)} lacks tokenizer.json`),
      expect.stringContaining("onnx/two cannot be added: decoder_model_merged_quantized.onnx gave"),
      expect.any(String),
    ]);
    expect(messages.join("\n")).not.toMatch(/(^|\s)\//);
  });

  it("says when there is nothing at the path", async () => {
    await expect(store().add(join(own.path, "none"), { signal })).rejects.toMatchObject({ code: "source-not-found" });
    await symlink("/nowhere", join(own.path, "link"));
    await expect(store().add(join(own.path, "link"), { signal })).rejects.toMatchObject({ code: "source-not-found" });
  });
});

describe("a model of one's own", () => {
  it("cannot be fetched again when it is damaged, and says so", async () => {
    await writeFiles(own.path, whisper);
    const { files } = await store().add(own.path, { name: "mine", signal });
    await rm(files.config ?? "");
    await expect(store().require("mine", { signal })).rejects.toMatchObject({
      code: "model-corrupt",
      message: expect.stringContaining(
        'config.json is missing. It was added here and cannot be fetched: run "scribewell models rm onnx/mine"',
      ),
    });
    expect((await store().remove("mine", { signal })).bytes).toBeGreaterThan(0);
  });
});
