import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { USUAL_LIMITS } from "../download/limits.ts";
import { openWorkspace } from "../download/workspace.ts";
import { modelStore } from "../model-store.ts";
import { type Files, fakeWhisper, gitSha1Of, holds, sha256Of, temporaryDirectory } from "../testing/fake-model.ts";
import { type PlayServer, pathOf, playServer, send } from "../testing/play-server.ts";
import { huggingFaceSource } from "./hugging-face.ts";

const NAME = "onnx/whisper-tiny";
const COMMIT = "a".repeat(40);
const REPOSITORY = "onnx-community/whisper-tiny_timestamped";
const files = onHub(fakeWhisper());

let models: Awaited<ReturnType<typeof temporaryDirectory>>;
let servers: PlayServer[] = [];

beforeEach(async () => {
  models = await temporaryDirectory();
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  await models.remove();
});

function onHub(flat: Files): Files {
  return Object.fromEntries(
    Object.entries(flat).map(([file, bytes]) => [file.endsWith(".onnx") ? `onnx/${file}` : file, bytes]),
  );
}

type Body = (request: IncomingMessage, response: ServerResponse, path: string) => unknown;

/** The hub as it answers: large files by a redirect to another host, small ones by itself. */
async function playHub(
  body: Body = (request, response, path) => send(request, response, files[path] ?? Buffer.alloc(0)),
) {
  const cdn = await playServer((request, response) => body(request, response, pathOf(request).replace("cdn/", "")));
  const hub = await playServer((request, response) => {
    const [, revision, path = ""] = new RegExp(`^${REPOSITORY}/resolve/([^/]+)/(.+)$`).exec(pathOf(request)) ?? [];
    const bytes = files[path];
    if (!bytes || (revision !== "main" && revision !== COMMIT)) return response.writeHead(404).end();
    const large = path.endsWith(".onnx");
    const headers = { "x-repo-commit": COMMIT, "x-linked-etag": `"${large ? sha256Of(bytes) : gitSha1Of(bytes)}"` };
    if (!large) return send(request, response, bytes, { headers });
    return response.writeHead(302, { ...headers, location: `${cdn.url}/cdn/${path}?signed=1` }).end();
  });
  servers.push(cdn, hub);
  return { hub, cdn };
}

const storeOn = (hub: PlayServer, token?: string) =>
  modelStore({ modelsDir: models.path, huggingFaceEndpoint: hub.url, huggingFaceToken: token });
const { signal } = new AbortController();

it("follows the redirect, checks each file and records the commit", async () => {
  const { hub } = await playHub();
  const model = await storeOn(hub).require(NAME, { signal });
  expect(await holds(model.files.encoder, files["onnx/encoder_model_quantized.onnx"])).toBe(true);
  const manifest = JSON.parse(await readFile(`${models.path}/${NAME}/model.json`, "utf8"));
  expect(manifest.revision).toBe(COMMIT);
  expect(manifest.files.tokenizer.sha256).toBe(sha256Of(files["tokenizer.json"] ?? Buffer.alloc(0)));
});

it("takes every file after the first from the commit of the first", async () => {
  const { hub } = await playHub();
  await storeOn(hub).require(NAME, { signal });
  const revisions = hub.seen.map(({ path }) => path.split("/")[3]);
  expect(revisions).toEqual(["main", ...new Array(6).fill(COMMIT)]);
});

it("gives the token to the hub and not to where it redirects", async () => {
  const { hub, cdn } = await playHub();
  await storeOn(hub, "hf_secret").require(NAME, { signal });
  expect(hub.seen.every(({ headers }) => headers.authorization === "Bearer hf_secret")).toBe(true);
  expect(cdn.seen.length).toBe(2);
  expect(cdn.seen.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
});

it("fetches a file with a wrong checksum once more from the start", async () => {
  let spoilt = 0;
  const { hub, cdn } = await playHub((request, response, path) => {
    const bytes = Buffer.from(files[path] ?? "");
    if (path.includes("encoder") && spoilt++ === 0) bytes[1000] = 7 + (bytes[1000] ?? 0);
    return send(request, response, bytes);
  });
  await storeOn(hub).require(NAME, { signal });
  expect(cdn.seen.map(({ headers }) => headers.range)).toEqual([undefined, undefined, undefined]);
});

it("says that a file is corrupt when it is twice, and leaves nothing of it", async () => {
  const { hub } = await playHub((request, response, path) => {
    const bytes = Buffer.from(files[path] ?? "");
    bytes[bytes.length - 1] = 1 + (bytes.at(-1) ?? 0);
    return send(request, response, bytes);
  });
  const store = storeOn(hub);
  await expect(store.require(NAME, { signal })).rejects.toMatchObject({
    code: "model-corrupt",
    message: expect.stringMatching(/Hugging Face .* gave a file with a wrong checksum/),
  });
  await expect(readFile(`${models.path}/${NAME}/encoder_model_quantized.onnx.partial`)).rejects.toThrow("ENOENT");
  expect((await store.list()).find(({ name }) => name === NAME)?.installed).toBeNull();
});

it("checks small files too, by the name git has for them", async () => {
  const { hub } = await playHub();
  const spoiling = await playServer(async (request, response) => {
    if (!pathOf(request).endsWith("tokenizer.json")) {
      return response.writeHead(307, { location: `${hub.url}/${pathOf(request)}` }).end();
    }
    const headers = { "x-linked-etag": `"${gitSha1Of(Buffer.from("{}"))}"` };
    return send(request, response, Buffer.from('{"a":"another file"}'), { headers });
  });
  servers.push(spoiling);
  await expect(storeOn(spoiling).require(NAME, { signal })).rejects.toMatchObject({ code: "model-corrupt" });
});

it("passes over a hub that asks for a token", async () => {
  const hub = await playServer((_request, response) => response.writeHead(401).end());
  servers.push(hub);
  await expect(storeOn(hub).require(NAME, { signal })).rejects.toMatchObject({
    code: "model-unavailable",
    message: expect.stringContaining("answers 401"),
  });
  expect(hub.seen.length).toBe(1);
});

it("does not follow a redirect without end", async () => {
  const hub = await playServer((request, response) => response.writeHead(302, { location: request.url ?? "/" }).end());
  servers.push(hub);
  await expect(storeOn(hub).require(NAME, { signal })).rejects.toMatchObject({
    message: expect.stringContaining("redirects without end"),
  });
});

const GGML = "whispercpp/whisper-tiny-q5_1";
const PUBLISHED = "818710568da3ca15689e31a743197b520007872ff9576237bda97bd1b469c3d7";

/** A hub that has some other file under the name of the published one. */
async function playOtherHub(tag: string | null) {
  const hub = await playServer((request, response) =>
    send(
      request,
      response,
      Buffer.from("other weights"),
      tag === null ? {} : { headers: { "x-linked-etag": `"${tag}"` } },
    ),
  );
  servers.push(hub);
  return hub;
}

it.each([
  ["which the hub tells too", PUBLISHED, "gave a file with a wrong checksum"],
  ["where the hub tells none", null, "gave a file with a wrong checksum"],
  ["where the hub tells another one", "a".repeat(64), "has another file than the catalogue means"],
])("holds a file to the checksum of the catalogue, %s", async (_what, tag, message) => {
  const hub = await playOtherHub(tag);
  await expect(storeOn(hub).require(GGML, { signal })).rejects.toMatchObject({
    code: "model-corrupt",
    message: expect.stringContaining(message),
  });
  expect(hub.seen[0]?.path).toMatch(/^ggerganov\/whisper\.cpp\/resolve\/[0-9a-f]{40}\/ggml-tiny-q5_1\.bin$/);
});

it("takes a file that has the checksum of the catalogue from a hub that tells none", async () => {
  const bytes = Buffer.from("the weights");
  const hub = await playServer((request, response) => send(request, response, bytes));
  servers.push(hub);
  const named = { name: "mlx/some", family: "mlx", limits: USUAL_LIMITS } as const;
  const workspace = await openWorkspace({ ...named, modelsDir: models.path, onProgress: undefined, damaged: null });
  const files = { weights: { path: "weights.npz", sha256: sha256Of(bytes) } };
  const wanted = { kind: "hugging-face", repository: "some/where", revision: COMMIT, files } as const;
  const source = huggingFaceSource(wanted, { endpoint: hub.url, token: undefined });
  workspace.enter(source.name);
  expect(await source.deliver(workspace, signal)).toEqual({ weights: "weights.npz" });
  expect(hub.seen.map(({ path }) => path)).toEqual([`some/where/resolve/${COMMIT}/weights.npz`]);
});
