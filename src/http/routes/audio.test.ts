import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { bodyOf, SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;
let path: string;
const etag = `"${createHash("sha256").update(SOUND).digest("hex")}"`;

beforeAll(async () => {
  service = await openService();
  const { body } = await senderTo(service).post(SOUND, { "content-type": "audio/mpeg" }, "?name=talk.mp3");
  path = `${service.url}/api/v1/jobs/${body.id}/audio`;
}, SLOW_START_MS);
afterAll(() => service.close());

it("is sent whole", async () => {
  const response = await fetch(path);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "audio/mpeg",
    "content-length": "200000",
    "accept-ranges": "bytes",
    "content-disposition": "inline; filename=talk.mp3",
    etag,
  });
  expect(SOUND.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
});

it("is only described to HEAD", async () => {
  const response = await fetch(path, { method: "HEAD", headers: { range: "bytes=0-1" } });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-length")).toBe("200000");
  expect(response.headers.get("etag")).toBe(etag);
  expect(await response.text()).toBe("");
});

it.each([
  ["bytes=1-4", { status: 206, range: "bytes 1-4/200000", text: "ound" }],
  ["bytes=-3", { status: 206, range: "bytes 199997-199999/200000", text: "und" }],
  ["bytes=199999-", { status: 206, range: "bytes 199999-199999/200000", text: "d" }],
])("is sent in part for %s", async (range, expected) => {
  const response = await fetch(path, { headers: { range } });
  const text = await response.text();
  expect({ status: response.status, range: response.headers.get("content-range"), text }).toEqual(expected);
  expect(response.headers.get("content-length")).toBe(String(text.length));
});

it("is sent whole where the client has the beginning of another", async () => {
  const part = await fetch(path, { headers: { range: "bytes=0-1", "if-range": etag } });
  expect(part.status).toBe(206);
  for (const other of ['"other"', `W/${etag}`, "Wed, 21 Oct 2015 07:28:00 GMT"]) {
    const response = await fetch(path, { headers: { range: "bytes=0-1", "if-range": other } });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([200, 200_000]);
  }
});

it("says how long it is where there is no such part", async () => {
  const response = await fetch(path, { headers: { range: "bytes=200000-" } });
  expect([response.status, response.headers.get("content-range")]).toEqual([416, "bytes */200000"]);
  expect(await response.json()).toMatchObject({ status: 416, code: "request-invalid" });
});

it("is not sent to who has it", async () => {
  const response = await fetch(path, { headers: { "if-none-match": etag } });
  expect([response.status, await response.text()]).toEqual([304, ""]);
});

it("is never sent as a page, whatever its uploader called it", async () => {
  const { body } = await senderTo(service).post(SOUND, { "content-type": "application/xhtml" });
  const { headers } = await fetch(`${service.url}/api/v1/jobs/${body.id}/audio`);
  expect(headers.get("content-type")).toBe("application/octet-stream");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

it("is not there before it was fetched", async () => {
  const { body } = await senderTo(service).postJson({ url: "https://example.org/talk.mp3" });
  const response = await fetch(`${service.url}/api/v1/jobs/${body.id}/audio`);
  expect([response.status, (await bodyOf(response)).code]).toEqual([409, "recording-not-here"]);
});
