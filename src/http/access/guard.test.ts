import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { type OpenApp, openApp } from "../testing/open-app.ts";

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({
    hosts: ["scribe.example.org", "other.example.org:8443"],
    origins: ["https://app.example.org/"],
  });
});
afterAll(() => open.app.close());

/** Asks with any headers; `fetch` would not send some of them. */
function ask(headers: Record<string, string>, method = "GET") {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port: open.port, path: "/health", method, headers }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
      });
      asked.on("error", reject).end();
    },
  );
}

describe("Host", () => {
  test.each([
    "localhost",
    "LOCALHOST:1",
    "localhost.",
    "127.0.0.1:8080",
    "127.9.9.9",
    "[::1]:8080",
    "scribe.example.org",
    "scribe.example.org:444",
    "other.example.org:8443",
  ])("%s is ours", async (host) => {
    expect((await ask({ host })).status).toBe(200);
  });

  test.each(["192.168.0.7:8000", "[::2]"])("%s is an address, which nobody can lead elsewhere", async (host) => {
    expect((await ask({ host })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "other.example.org",
    "other.example.org:1",
    "localhost@evil.example",
    "a b",
  ])("%s is refused", async (host) => {
    const { status, body, headers } = await ask({ host });
    expect([status, JSON.parse(body).code]).toEqual([403, "host-refused"]);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });
});

describe("Origin", () => {
  const host = "localhost:8080";
  test.each([
    { origin: "http://localhost:8080" },
    { origin: "https://localhost:8080" },
    { origin: "https://app.example.org" },
    { origin: "https://app.example.org", "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
  ])("%o may ask", async (headers) => {
    expect((await ask({ host, ...headers })).status).toBe(200);
  });

  test.each([
    { origin: "http://localhost:3000" },
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "http://app.example.org" },
    { origin: "" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
  ])("%o may not", async (headers) => {
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const { status, body } = await ask({ host, ...headers }, method);
      expect([status, JSON.parse(body).code]).toEqual([403, "origin-refused"]);
    }
  });

  test("a link on another site may not send a form", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await ask({ host, ...headers }, "POST")).status).toBe(403);
  });

  test("a listed page may read the answer and is told so beforehand", async () => {
    const origin = "https://app.example.org";
    const plain = await ask({ host, origin });
    expect(plain.headers["access-control-allow-origin"]).toBe(origin);
    expect(plain.headers["access-control-expose-headers"]).toContain("Location");
    const preflight = await ask({ host, origin, "access-control-request-method": "DELETE" }, "OPTIONS");
    expect(preflight.status).toBe(204);
    expect(preflight.headers["access-control-allow-methods"]).toContain("DELETE");
  });

  test("holds for WebSockets", async () => {
    const connect = (options: WebSocket.ClientOptions) =>
      new Promise<number | undefined>((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${open.port}/test/socket`, options);
        socket.on("open", () => {
          socket.close();
          resolve(101);
        });
        socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
      });
    expect(await connect({})).toBe(101);
    expect(await connect({ origin: "https://app.example.org" })).toBe(101);
    expect(await connect({ origin: "http://evil.example" })).toBe(403);
    expect(await connect({ headers: { host: "evil.example" } })).toBe(403);
  });
});
