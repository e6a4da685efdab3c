import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { inspect, promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { openUrl } from "./open-url.ts";

const sound = Buffer.alloc(300_000, 7);
const brief = sound.subarray(0, 60_000);
const gzipped = gzipSync(sound);
let origin = "";
let asked = 0;
let closed: Promise<unknown> = Promise.resolve();

const PATHS: Record<string, (response: ServerResponse) => void> = {
  "/talk%20one.mp3": (response) =>
    response.writeHead(200, { "content-length": sound.length, "content-type": "audio/mpeg" }).end(sound),
  "/named": (response) =>
    response.writeHead(200, { "content-disposition": 'attachment; filename="../our talk.wav"' }).end(sound),
  "/one": (response) => response.writeHead(302, { location: "/talk%20one.mp3?key=secret" }).end(),
  "/": (response) => void response.write(sound, () => response.end()),
  "/empty": (response) => response.writeHead(204).end(),
  "/gzip": (response) =>
    response.writeHead(200, { "content-encoding": "gzip", "content-length": gzipped.length }).end(gzipped),
  "/missing": (response) => response.writeHead(404).end("no"),
  "/busy": (response) => response.writeHead(503).end("no"),
  "/silent": () => {},
  "/stalls": (response) => void response.writeHead(200, { "content-length": "1000" }).write("some"),
  "/short": (response) => {
    response.writeHead(200, { "content-length": "1000" }).write("some");
    setTimeout(() => response.destroy(), 50);
  },
  "/endless": (response) => {
    const more = () => void (response.write(sound) ? setImmediate(more) : response.once("drain", more));
    more();
  },
};

const server = createServer((request, response) => {
  asked += 1;
  closed = once(response, "close");
  PATHS[new URL(request.url ?? "", "http://x").pathname]?.(response);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address of this kind.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function open(path: string, options = {}) {
  const bounds = { maxBytes: 1e6, signal: new AbortController().signal, headersMs: 400, stallMs: 400 };
  return openUrl(`${origin}${path}?key=secret`, { ...bounds, networks: { allowed: ["127.0.0.0/8"] }, ...options });
}

it.each([
  ["/talk%20one.mp3", { bytes: 300_000, mediaType: "audio/mpeg", name: "talk one.mp3" }],
  ["/one", { bytes: 300_000, mediaType: "audio/mpeg", name: "talk one.mp3" }],
  ["/named", { bytes: null, mediaType: null, name: "our talk.wav" }],
  ["/", { bytes: null, mediaType: null, name: null }],
  ["/gzip", { bytes: null, mediaType: null, name: "gzip" }],
])("opens %s as a stream", async (path, announced) => {
  const { body, ...facts } = await open(path);
  expect(facts).toEqual(announced);
  expect(Buffer.concat(await body.toArray()).equals(sound)).toBe(true);
});

it.each([
  ["says how long it is", "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\nConnection: close\r\n\r\n"],
  ["is of HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n"],
])("gives all of an answer that %s and ends with its connection, however late it is read", async (_how, head) => {
  const ending = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(Buffer.concat([Buffer.from(head), brief])));
  }).listen(0, "127.0.0.1");
  await once(ending, "listening");
  const { port } = ending.address() as AddressInfo; // it listens on TCP
  const { body } = await openUrl(`http://127.0.0.1:${port}/`, {
    maxBytes: 1e6,
    signal: new AbortController().signal,
    networks: { allowed: ["127.0.0.0/8"] },
  });
  // All of it has come meanwhile, in one piece, and nobody has asked for it.
  await pause(300);
  expect(Buffer.concat(await body.toArray()).equals(brief)).toBe(true);
  ending.close();
});

it("gives no bytes where there are none", async () => {
  expect(await (await open("/empty")).body.toArray()).toEqual([]);
});

it.each([
  ["/missing", "url-refused", /status 404/],
  ["/busy", "url-unreachable", /status 503/],
  ["/silent", "url-unreachable", /sent nothing for 0.4 s/],
])("refuses %s with %s, and asks once", async (path, code, message) => {
  asked = 0;
  await expect(open(path)).rejects.toMatchObject({ name: "Failure", code, message: expect.stringMatching(message) });
  expect(asked).toBe(1);
});

it.each([
  ["/short", "url-unreachable", /^127\.0\.0\.1:\d+ broke off after 4 of 1000 bytes\. Try again\.$/],
  ["/stalls", "url-unreachable", /sent nothing for 0.4 s/],
  ["/endless", "media-refused", /is larger than the limit of 1000000 bytes/],
])("ends the stream of %s with %s", async (path, code, message) => {
  const { body } = await open(path);
  const error: unknown = await body.toArray().catch((reason) => reason);
  expect(error).toMatchObject({ name: "Failure", code, message: expect.stringMatching(message) });
  expect(inspect(error)).not.toMatch(/secret/);
  await closed;
});

it("does not open what is announced as too large, and takes what just fits", async () => {
  await expect(open("/talk%20one.mp3", { maxBytes: 299_999 })).rejects.toMatchObject({ code: "media-refused" });
  const { body } = await open("/talk%20one.mp3", { maxBytes: 300_000 });
  expect(await body.toArray()).not.toEqual([]);
});

it("lets a slow reader take its time", async () => {
  const { body } = await open("/talk%20one.mp3");
  let bytes = 0;
  for await (const chunk of body) {
    if (bytes === 0) await pause(900);
    bytes += chunk.length;
  }
  expect(bytes).toBe(300_000);
});

it("counts what travels compressed as it unfolds", async () => {
  const { body } = await open("/gzip", { maxBytes: 299_999 });
  await expect(body.toArray()).rejects.toMatchObject({ code: "media-refused" });
});

it("keeps no connection once the body has ended, and none that only redirected", async () => {
  const { body } = await open("/one");
  await body.toArray();
  await vi.waitFor(async () => expect(await promisify(server.getConnections.bind(server))()).toBe(0), SOON_MS);
});

it.each(["/stalls", "/endless"])("ends the connection to %s at once when the body is destroyed", async (path) => {
  const { body } = await open(path, { stallMs: 60_000, maxBytes: 1e12 });
  body.resume();
  await pause(100);
  const began = Date.now();
  body.destroy();
  await Promise.all([closed, once(body, "close")]);
  expect(Date.now() - began).toBeLessThan(SOON_MS);
});

it.each(["/stalls", "/endless"])("ends %s at once with the signal's reason", async (path) => {
  const controller = new AbortController();
  const { body } = await open(path, { signal: controller.signal, stallMs: 60_000, maxBytes: 1e12 });
  const ended = once(body.resume(), "end");
  await pause(100);
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(ended).rejects.toBe(reason);
  await closed;
});

it("leaves no connection open when the signal comes and nobody reads", async () => {
  const controller = new AbortController();
  const { body } = await open("/stalls", { signal: controller.signal });
  controller.abort(new Error("enough"));
  await closed;
  await expect(body.toArray()).rejects.toThrow("enough");
});

it("ends with the signal before the answer", async () => {
  const controller = new AbortController();
  const opening = open("/silent", { signal: controller.signal, headersMs: 60_000 });
  setTimeout(() => controller.abort("enough"), 100);
  await expect(opening).rejects.toBe("enough");
  await closed;
});
