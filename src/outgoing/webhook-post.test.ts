import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WebhookPost } from "../ports/webhook-post.ts";
import { webhookPost } from "./webhook-post.ts";

let server: Server;
let port: number;
let asked: string[] = [];
const open: WebhookPost[] = [];
const endless = Buffer.alloc(1_000_000, "x");

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === "/redirect") return void response.writeHead(307, { location: "/other" }).end();
    if (request.url === "/busy") return void response.writeHead(503, { "retry-after": "7" }).end();
    if (request.url === "/silent") return;
    if (request.url === "/cut") return void request.socket.destroy();
    if (request.url === "/endless") {
      const write = () => void (response.writable && response.write(endless, () => setImmediate(write)));
      return write();
    }
    response.end("thank you");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port; // it listens on TCP
});
afterEach(async () => {
  asked = [];
  for (const post of open.splice(0)) await post.close();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function post(options: Parameters<typeof webhookPost>[0] = { networks: { allowed: ["127.0.0.0/8"] } }): WebhookPost {
  const made = webhookPost(options);
  open.push(made);
  return made;
}
const PUBLIC = { networks: { allowed: [] } };
const limits = { signal: new AbortController().signal, timeoutMs: 400 };
const message = (url: string) => ({ url, headers: { "webhook-id": "1" }, body: "{}" });
const send = (path: string) => post().send(message(`http://127.0.0.1:${port}${path}`), limits);

describe("an address", () => {
  it.each([
    "https://example.org/hook",
    "http://example.org:8080/",
    "https://93.184.216.34/",
    "https://[2606:2800::1]/",
  ])("%s may be one of a receiver", (url) => expect(() => post(PUBLIC).check(url)).not.toThrow());

  it.each(["ftp://example.org/", "example.org", "", "https://name:word@example.org/", "file:///etc/passwd"])(
    "%s is refused as none",
    (url) => expect(() => post(PUBLIC).check(url)).toThrow(expect.objectContaining({ code: "url-invalid" })),
  );

  it.each([
    ...["http://127.0.0.1/", "http://localhost:8000/", "http://a.localhost/", "http://10.1.2.3/", "http://0x7f.1/"],
    ...["http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433/"],
    ...["http://localhost./", "http://[fd00::1]/", "http://0/", "http://100.64.0.1/"],
  ])("%s is refused: it leads into the house", (url) =>
    expect(() => post(PUBLIC).check(url)).toThrow(expect.objectContaining({ code: "url-refused" })),
  );

  it.each(["https://example.org:22/", "http://example.org:6667/", "http://0x7f000001:25/"])(
    "%s is refused: another protocol is spoken there",
    (url) => expect(() => post(PUBLIC).check(url)).toThrow(/port that belongs to another protocol/),
  );

  it("in a network that is allowed is taken", () => {
    expect(() => post({ networks: { allowed: ["10.0.0.0/8"] } }).check("http://10.1.2.3/")).not.toThrow();
  });
});

describe("sending", () => {
  it("tells the status, whatever is said beside it and for however long", async () => {
    expect(await send("/")).toEqual({ status: 200, retryAfterMs: 0 });
    expect(await send("/endless")).toEqual({ status: 200, retryAfterMs: 0 });
    expect(asked).toEqual(["POST /", "POST /endless"]);
  });

  it("says how long it asks to be left alone", async () => {
    expect(await send("/busy")).toEqual({ status: 503, retryAfterMs: 7_000 });
  });

  it("follows no redirect", async () => {
    expect(await send("/redirect")).toEqual({ status: 307, retryAfterMs: 0 });
    expect(asked).toEqual(["POST /redirect"]);
  });

  it.each([
    ["/silent", "did not answer within 0.4 s"],
    ["/cut", "closed the connection before it answered"],
  ])("fails where %s", async (path, why) => {
    await expect(send(path)).rejects.toMatchObject({ code: "url-unreachable", message: expect.stringContaining(why) });
  });

  it("connects to nobody in a network that is not allowed, by address or by name", async () => {
    const resolve = async () => [{ address: "127.0.0.1" }];
    for (const host of ["127.0.0.1", "receiver.example"]) {
      const sent = post({ ...PUBLIC, resolve }).send(message(`http://${host}:${port}/`), limits);
      await expect(sent).rejects.toMatchObject({ code: "url-refused", message: expect.stringContaining(host) });
    }
    expect(asked).toEqual([]);
  });

  it("is not for ports of other protocols", async () => {
    await expect(post().send(message("http://127.0.0.1:25/"), limits)).rejects.toMatchObject({ code: "url-refused" });
  });

  it("ends with the signal, and rejects with its reason", async () => {
    const stop = new AbortController();
    const sending = post().send(message(`http://127.0.0.1:${port}/silent`), { signal: stop.signal, timeoutMs: 9_000 });
    setTimeout(() => stop.abort(new Error("enough")), 50);
    await expect(sending).rejects.toThrow("enough");
  });
});
