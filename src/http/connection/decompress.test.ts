import { Readable } from "node:stream";
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from "node:zlib";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenApp, openApp } from "../testing/open-app.ts";

const MAX_BYTES = 5_000_000;

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({ maxUploadBytes: MAX_BYTES });
});
afterAll(() => open.app.close());

async function send(path: string, body: Buffer | Readable, headers: Record<string, string>) {
  const response = await request(open.url + path, { method: "POST", body, headers });
  return { status: response.statusCode, headers: response.headers, answer: JSON.parse(await response.body.text()) };
}

const sound = Buffer.alloc(1_000_000, "la la la ");
const media = { "content-type": "audio/wav" };

describe("a compressed body", () => {
  test.each([
    { coding: "gzip", body: gzipSync(sound) },
    { coding: "X-GZIP", body: gzipSync(sound) },
    { coding: "deflate", body: deflateSync(sound) },
    { coding: "br", body: brotliCompressSync(sound) },
    { coding: "identity", body: sound },
  ])("in $coding is read as it was meant", async ({ coding, body }) => {
    const { answer } = await send("/test/raw", body, { ...media, "content-encoding": coding });
    expect(answer).toEqual({ bytes: sound.length });
  });

  test("may be JSON", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect((await send("/test/json", gzipSync('{"name":"Ada"}'), headers)).answer).toEqual({ name: "Ada" });
  });

  test.each(["zstd", "gzip, br", "compress"])("in %s is refused, and told what is read", async (coding) => {
    const { status, headers, answer } = await send("/test/raw", sound, { ...media, "content-encoding": coding });
    expect([status, answer.code]).toEqual([415, "media-type-unsupported"]);
    expect(headers["accept-encoding"]).toBe("gzip, deflate, br");
  });

  test("may not be a form", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x", "content-encoding": "gzip" };
    expect(await send("/test/raw", gzipSync(sound), headers)).toMatchObject({ status: 415 });
  });

  test.each([
    { what: "garbage", body: Buffer.from("this was never compressed") },
    { what: "cut off", body: gzipSync(sound).subarray(0, 500) },
    { what: "damaged", body: Buffer.concat([gzipSync(sound).subarray(0, -8), Buffer.alloc(8)]) },
  ])("that is $what is 400", async ({ body }) => {
    const { status, answer } = await send("/test/raw", body, { ...media, "content-encoding": "gzip" });
    expect([status, answer.code]).toEqual([400, "request-invalid"]);
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect(await send("/test/json", body, headers)).toMatchObject({ status: 400, answer: { code: "request-invalid" } });
  });
});

/** Sends zeros without end, in a coding or as they are, and counts what was taken. */
function zeros(through?: ReturnType<typeof createGzip>) {
  const sent = { bytes: 0 };
  const source = Readable.from(
    (function* () {
      const chunk = Buffer.alloc(65_536);
      for (;;) {
        sent.bytes += chunk.length;
        yield chunk;
      }
    })(),
  );
  return { sent, source: through ? source.pipe(through) : source };
}

describe("a body without end", () => {
  test.each(["/test/raw", "/test/json"])("that is compressed at %s ends early, with little memory", async (path) => {
    const before = process.memoryUsage().rss;
    const { source } = zeros(createGzip());
    const type = path.endsWith("json") ? "application/json" : "audio/wav";
    const { status, answer } = await send(path, source, { "content-type": type, "content-encoding": "gzip" });
    source.destroy();
    expect([status, answer.code]).toEqual([413, "request-too-large"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
  });

  test("that is not compressed ends at the limit", async () => {
    const { source, sent } = zeros();
    const { status, answer } = await send("/test/raw", source, media);
    source.destroy();
    expect([status, answer.code]).toEqual([413, "request-too-large"]);
    expect(sent.bytes).toBeGreaterThanOrEqual(MAX_BYTES);
  });

  test("that says its length is refused before it is sent", async () => {
    const { source, sent } = zeros();
    const { status } = await send("/test/raw", source, { ...media, "content-length": "10000000000" });
    source.destroy();
    expect(status).toBe(413);
    expect(sent.bytes).toBeLessThan(1e9);
  });

  test("a client that is still sending gets the answer, and the connection ends", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { source } = zeros();
        const { status } = await send("/test/raw", source, media);
        source.destroy();
        return status;
      }),
    );
    expect(answers).toEqual(new Array(8).fill(413));
  });
});
