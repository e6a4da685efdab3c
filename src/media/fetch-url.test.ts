import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { fetchUrl } from "./fetch-url.ts";

const folder = mkdtempSync(join(tmpdir(), "fetch-url-"));
const sound = Buffer.alloc(300_000, 7);
const seen: string[] = [];
let origin = "";

const PATHS: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  "/talk.gsm": (response) => response.setHeader("content-length", sound.length).end(sound),
  "/unannounced": (response) => void response.write(sound, () => response.end(sound)),
  "/page": (response) => response.setHeader("content-type", "text/html; charset=utf-8").end("<html>"),
  "/missing": (response) => response.writeHead(404).end("no"),
  "/forbidden": (response) => response.writeHead(403).end("no"),
  "/busy": (response) => response.writeHead(503).end("no"),
  "/many": (response) => response.writeHead(429).end("no"),
  "/once": (response) => (count("/once") > 1 ? response.end(sound) : response.writeHead(500).end("no")),
  "/resets-once": (response) => (count("/resets-once") > 1 ? response.end(sound) : response.destroy()),
  "/loop": (response) => response.writeHead(302, { location: "/loop" }).end(),
  "/one": (response) => response.writeHead(301, { location: "two?key=secret" }).end(),
  "/two": (response) => response.writeHead(307, { location: `${origin}/talk.gsm` }).end(),
  "/to-file": (response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
  "/to-password": (response) => response.writeHead(302, { location: "http://me:secret@example.org/" }).end(),
  "/silent": () => {},
  "/stalls": (response) => void response.writeHead(200, { "content-length": "1000" }).write("some"),
  "/short": (response) => {
    response.writeHead(200, { "content-length": "1000" }).write("some");
    setTimeout(() => response.destroy(), 50);
  },
  "/short-unannounced": (response) => {
    response.write("some");
    setTimeout(() => response.destroy(), 50);
  },
  "/hangs-up": (response) => response.destroy(),
  "/endless": (response) => {
    const more = () => void (response.write(sound) ? setImmediate(more) : response.once("drain", more));
    more();
  },
};

const count = (path: string) => seen.filter((one) => one === path).length;

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "", "http://x").pathname;
  seen.push(path);
  PATHS[path]?.(response, request);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  seen.length = 0;
  expect(readdirSync(folder)).toEqual([]);
});

// A listening TCP server has an address of this kind.
const portOf = (listening: Server) => (listening.address() as AddressInfo).port;

function get(path: string, options = {}, from = origin) {
  const signal = new AbortController().signal;
  return fetchUrl(`${from}${path}?key=secret`, {
    maxBytes: 1e6,
    networks: "any",
    signal,
    folder,
    headersMs: 400,
    stallMs: 400,
    ...options,
  });
}

it.each(["/talk.gsm", "/unannounced", "/one", "/once", "/resets-once"])("fetches %s to a file", async (path) => {
  const file = await get(path);
  expect(file.bytes).toBe(path === "/unannounced" ? 600_000 : 300_000);
  expect(readFileSync(file.path).subarray(0, 300_000).equals(sound)).toBe(true);
  expect(file.path.endsWith(".gsm")).toBe(path === "/talk.gsm" || path === "/one");
  await file.dispose();
});

it.each([
  ["/missing", "url-refused", /status 404/, 1],
  ["/forbidden", "url-refused", /status 403/, 1],
  ["/page", "url-refused", /web page/, 1],
  ["/loop", "url-refused", /more than 5 times/, 6],
  ["/to-file", "url-refused", /scheme file/, 1],
  ["/to-password", "url-refused", /password/, 1],
  ["/busy", "url-unreachable", /status 503/, 3],
  ["/many", "url-unreachable", /status 429/, 3],
  ["/silent", "url-unreachable", /sent nothing for 0.4 s/, 1],
  ["/stalls", "url-unreachable", /sent nothing for 0.4 s/, 1],
  ["/short", "url-unreachable", /^127\.0\.0\.1:\d+ broke off after 4 of 1000 bytes\. Try again\.$/, 3],
  ["/short-unannounced", "url-unreachable", /broke off after 4 bytes/, 3],
  ["/hangs-up", "url-unreachable", /closed the connection before it answered\./, 3],
  ["/endless", "media-refused", /larger than the limit/, 1],
])("refuses %s with %s", async (path, code, message, requests) => {
  const error: unknown = await get(path).catch((reason) => reason);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(inspect(error)).not.toMatch(/secret/);
  expect(seen).toHaveLength(requests);
});

it("does not begin to read what is announced as too large", async () => {
  await expect(get("/talk.gsm", { maxBytes: 299_999 })).rejects.toMatchObject({
    code: "media-refused",
    message: expect.stringContaining("has 300000 bytes"),
  });
});

it.each([
  "",
  "talk.mp3",
  "file:///etc/passwd",
  "ftp://example.org/a",
  "data:audio/wav,x",
  "http://me:secret@example.org/",
  "http://",
])("takes %j for no address", async (address) => {
  const error: unknown = await fetchUrl(address, {
    maxBytes: 1,
    networks: "any",
    signal: new AbortController().signal,
  }).catch((reason) => reason);
  expect(error).toMatchObject({ code: "url-invalid" });
  expect(inspect(error)).not.toMatch(/secret/);
});

it("tells that nobody answers", async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${portOf(closed)}/a`;
  await new Promise((resolve) => closed.close(resolve));
  await expect(get("", {}, address)).rejects.toMatchObject({
    code: "url-unreachable",
    message: expect.stringContaining("ECONNREFUSED"),
  });
});

it.each(["/silent", "/stalls", "/endless", "/busy"])("ends at once with the signal: %s", async (path) => {
  const controller = new AbortController();
  const fetching = get(path, { signal: controller.signal, headersMs: 60_000, stallMs: 60_000, maxBytes: 1e12 });
  const failed = expect(fetching).rejects.toBe("enough");
  await pause(150);
  const began = Date.now();
  controller.abort("enough");
  await failed;
  expect(Date.now() - began).toBeLessThan(SOON_MS);
});
