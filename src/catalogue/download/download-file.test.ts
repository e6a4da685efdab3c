import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { fakeOnnx, holds, sha256Of, temporaryDirectory } from "../testing/fake-model.ts";
import { type PlayServer, playServer, type SendOptions, send } from "../testing/play-server.ts";
import { sha256 } from "./checksum.ts";
import { downloadFile } from "./download-file.ts";
import { openHttp } from "./http.ts";
import { USUAL_LIMITS } from "./limits.ts";
import { openWorkspace } from "./workspace.ts";

const NAME = "onnx/some";
const FILE = "encoder.onnx";
const bytes = fakeOnnx(1_000_000);
const checksum = sha256(sha256Of(bytes));

let models: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: PlayServer | undefined;

beforeEach(async () => {
  models = await temporaryDirectory();
});
afterEach(async () => {
  await server?.close();
  await models.remove();
});

/** Answers the first request by the first options, and so on; the last ones stay. */
function serveBy(...steps: SendOptions[]) {
  let step = 0;
  return playServer((request, response) => send(request, response, bytes, steps[Math.min(step++, steps.length - 1)]));
}

const at = (file: string) => join(models.path, NAME, file);

async function fetchIt({
  limits = {},
  url = server?.url ?? "",
  expected = checksum,
  signal = new AbortController().signal,
} = {}) {
  const onProgress = undefined;
  const workspace = await openWorkspace({
    modelsDir: models.path,
    name: NAME,
    family: "whisper",
    limits: { ...USUAL_LIMITS, ...limits },
    onProgress,
    damaged: null,
  });
  workspace.enter("a server");
  await downloadFile({
    workspace,
    file: FILE,
    open: openHttp({ url: new URL(url) }),
    checksum: () => expected,
    signal,
  });
}

const ranges = () => server?.seen.map(({ headers }) => headers.range);

it("goes on where a connection broke, as often as it takes while each try brings something", async () => {
  server = await serveBy(...[1, 2, 3, 4, 5].map(() => ({ cutAfter: 150_000 })), {});
  await fetchIt();
  expect(await holds(at(FILE), bytes)).toBe(true);
  const starts = (ranges() ?? []).map((range) => Number(/\d+/.exec(range ?? "0")));
  expect(starts.length).toBe(6);
  expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  // A client may lose what it had not yet handed on when a connection breaks, and asks for that again.
  expect(starts.at(-1)).toBeGreaterThan(400_000);
  expect(server.seen[1]?.headers["if-range"]).toMatch(/^"tag-/);
});

it("begins anew when the file has changed meanwhile", async () => {
  const before = fakeOnnx(900_000, 9);
  let first = true;
  server = await playServer((request, response) => {
    const answer = first ? send(request, response, before, { cutAfter: 200_000 }) : send(request, response, bytes);
    first = false;
    return answer;
  });
  await fetchIt();
  expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
  expect(await holds(at(FILE), bytes)).toBe(true);
});

it("begins anew with a server that knows no ranges", async () => {
  let step = 0;
  server = await playServer((request, response) => {
    request.headers.range = "";
    return send(request, response, bytes, step++ === 0 ? { cutAfter: 300_000 } : {});
  });
  await fetchIt();
  expect(await holds(at(FILE), bytes)).toBe(true);
  expect(server.seen.length).toBe(2);
});

it("goes on with what an earlier process left", async () => {
  server = await serveBy({ hangAfter: 400_000 }, {});
  const abort = new AbortController();
  const download = fetchIt({ signal: abort.signal });
  await expect
    .poll(() =>
      readFile(at(`${FILE}.partial`)).then(
        (it) => it.length,
        () => 0,
      ),
    )
    .toBe(400_000);
  abort.abort(new Error("killed"));
  await expect(download).rejects.toThrow("killed");
  await fetchIt();
  expect(ranges()).toEqual([undefined, "bytes=400000-"]);
  expect(await holds(at(FILE), bytes)).toBe(true);
});

it("notices that the part an earlier process left is spoilt, and fetches it all", async () => {
  server = await serveBy({});
  await mkdir(join(models.path, NAME), { recursive: true });
  await writeFile(at(`${FILE}.partial`), Buffer.alloc(300_000, 1));
  const begun = { [FILE]: { validator: `"tag-${checksum.hex.slice(0, 16)}"` } };
  await writeFile(at("download.json"), JSON.stringify({ source: "a server", revision: null, begun, finished: {} }));
  await fetchIt();
  expect(ranges()).toEqual(["bytes=300000-", undefined]);
  expect(await holds(at(FILE), bytes)).toBe(true);
});

it("verifies what is whole already without asking for more", async () => {
  server = await serveBy({});
  await mkdir(join(models.path, NAME), { recursive: true });
  await writeFile(at(`${FILE}.partial`), bytes);
  const begun = { [FILE]: { validator: `"tag-${checksum.hex.slice(0, 16)}"` } };
  await writeFile(at("download.json"), JSON.stringify({ source: "a server", revision: null, begun, finished: {} }));
  await fetchIt();
  expect(await holds(at(FILE), bytes)).toBe(true);
});

it("does not mix what another source left", async () => {
  server = await serveBy({});
  await mkdir(join(models.path, NAME), { recursive: true });
  await writeFile(at("decoder.onnx"), fakeOnnx(10));
  const finished = { "decoder.onnx": { bytes: 10, sha256: sha256Of(fakeOnnx(10)) } };
  await writeFile(at("download.json"), JSON.stringify({ source: "another", revision: null, begun: {}, finished }));
  await fetchIt();
  expect((await readdir(join(models.path, NAME))).sort((a, b) => a.localeCompare(b))).toEqual(["download.json", FILE]);
});

it("leaves a source that hangs in the middle after the limit, and tries it once more first", async () => {
  server = await serveBy({ hangAfter: 300_000 }, { hangAfter: 0 });
  const began = Date.now();
  await expect(fetchIt({ limits: { stallMs: 400, patienceMs: 300 } })).rejects.toMatchObject({ kind: "network" });
  expect(ranges()).toEqual([undefined, "bytes=300000-"]);
  expect(Date.now() - began).toBeLessThan(SOON_MS);
});

it("does not try for ever with a server that names no version and always breaks at the same place", async () => {
  server = await playServer((request, response) => {
    return send(request, response, bytes, { cutAfter: 300_000, headers: { etag: 'W/"weak"' } });
  });
  await expect(fetchIt()).rejects.toMatchObject({ kind: "network" });
  expect(new Set(ranges())).toEqual(new Set([undefined]));
  expect(server.seen.length).toBeLessThan(9);
});

it("leaves a source that takes the question and never answers", async () => {
  server = await playServer(() => undefined);
  await expect(fetchIt({ limits: { stallMs: 400, patienceMs: 300 } })).rejects.toThrow("has sent nothing for");
  expect(server.seen.length).toBe(1);
});

it("tries a server that refuses connections a few times and gives up soon", async () => {
  server = await serveBy({});
  const { url } = server;
  await server.close();
  const began = Date.now();
  await expect(fetchIt({ url })).rejects.toThrow("cannot be reached (ECONNREFUSED)");
  expect(Date.now() - began).toBeLessThan(SOON_MS);
  server = undefined;
});

it("gives up an address nobody answers on soon", async () => {
  const began = Date.now();
  await expect(fetchIt({ url: "http://192.0.2.1/encoder.onnx" })).rejects.toThrow("cannot be reached");
  expect(Date.now() - began).toBeLessThan(30_000);
});

it("tries again when a server has a bad moment", async () => {
  let step = 0;
  server = await playServer((request, response) => {
    return step++ === 0 ? response.writeHead(503).end() : send(request, response, bytes);
  });
  await fetchIt();
  expect(server.seen.length).toBe(2);
});

it("ends at once with an abort, with its reason", async () => {
  server = await serveBy({ hangAfter: 100_000 });
  const abort = new AbortController();
  const download = fetchIt({ signal: abort.signal });
  setTimeout(() => abort.abort("no more"), 300);
  const began = Date.now();
  await expect(download).rejects.toBe("no more");
  expect(Date.now() - began).toBeLessThan(SOON_MS);
});

it("keeps the body of an answer that is garbage collected before anybody reads it", async () => {
  server = await serveBy({});
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  for (let round = 0; round < 10; round++) {
    const opened = await openHttp({ url: new URL(server.url) })(
      { bytes: 0, validator: null },
      AbortSignal.timeout(20_000),
    );
    for (let turn = 0; turn < 5; turn++) {
      collect();
      await delay(2);
    }
    let length = 0;
    for await (const chunk of opened.body) length += chunk.length;
    expect(length).toBe(bytes.length);
  }
});
