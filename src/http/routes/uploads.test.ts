import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";

let service: OpenService;
beforeAll(async () => {
  service = await openService();
}, SLOW_START_MS);
afterEach(async () => {
  await service.clear();
  for (const { id } of await service.services.db.selectFrom("uploads").select("id").execute()) await erase(id);
});
afterAll(() => service.close());

const SOUND = "some sound";

async function send(path: string, init: RequestInit) {
  const answer = await fetch(`${service.url}${path}`, { method: "POST", ...init });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
}

const upload = (body: NonNullable<RequestInit["body"]>, type?: string) =>
  send("/api/v1/uploads", { body, ...(type !== undefined && { headers: { "content-type": type } }) });

const transcribe = (asked: object) =>
  send("/api/v1/transcribe", { headers: { "content-type": "application/json" }, body: JSON.stringify(asked) });

const erase = (id: string) => send(`/api/v1/uploads/${id}`, { method: "DELETE" });

function form(...parts: readonly (readonly [name: string, value: Blob | string])[]): FormData {
  const data = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === "string") data.append(name, value);
    else data.append(name, value, "talk.mp3");
  }
  return data;
}

const FILE = ["file", new Blob([SOUND], { type: "audio/mpeg" })] as const;

describe("an upload", () => {
  it("is kept, and named by jobs", async () => {
    const { status, body } = await upload(SOUND, "audio/mpeg");
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      url: `upload:${body.id}`,
      bytes: 10,
      sha256: createHash("sha256").update(SOUND).digest("hex"),
      expiresAt: expect.stringMatching(/T.*Z$/),
    });
    const jobs = [await transcribe({ url: body.url }), await transcribe({ url: body.url, name: "mine.mp3" })];
    expect(jobs.map((job) => [job.status, job.body.source])).toEqual([
      [202, { kind: "upload", name: null, bytes: 10, mediaType: "audio/mpeg" }],
      [202, { kind: "upload", name: "mine.mp3", bytes: 10, mediaType: "audio/mpeg" }],
    ]);
    expect(await service.storedFiles()).toHaveLength(1);
  });

  it("comes as a form too, and is named in one", async () => {
    const { status, body } = await upload(form(FILE));
    expect([status, body.bytes]).toEqual([201, 10]);
    const job = await send("/api/v1/transcribe", { body: form(["url", body.url]) });
    expect(job.body.source).toMatchObject({ kind: "upload", name: "talk.mp3", mediaType: "audio/mpeg" });
  });

  it("is erased before its time", async () => {
    const { body } = await upload(SOUND, "audio/mpeg");
    expect(await erase(body.id)).toEqual({ status: 204, body: null });
    expect(await service.storedFiles()).toEqual([]);
    expect((await erase(body.id)).status).toBe(204);
    expect((await erase("nobody's")).status).toBe(204);
  });
});

describe("what cannot be done is told", () => {
  it.each(["upload:5f0c1f1e-0000-4000-8000-000000000000", "upload:", "upload:../etc/passwd"])("%s", async (url) => {
    const { status, body } = await transcribe({ url });
    expect([status, body.code]).toEqual([422, "source-not-found"]);
    expect(body.detail).toMatch(/Send the recording again/);
    expect(await service.jobIds()).toEqual([]);
  });

  it.each([
    ["no byte", "", "audio/mpeg", 422, "media-empty"],
    ["JSON", "{}", "application/json", 415, "media-type-unsupported"],
    ["a text", "words", "text/plain", 415, "media-type-unsupported"],
    ["a form without a file", form(), undefined, 400, "request-invalid"],
    ["a form with a field", form(FILE, ["language", "en"]), undefined, 400, "request-invalid"],
    ["a form with two files", form(FILE, FILE), undefined, 400, "request-invalid"],
    ["too much", new Uint8Array(1_100_000), "audio/mpeg", 413, "request-too-large"],
  ])("%s", async (_, body, type, status, code) => {
    const answer = await upload(body, type);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await service.storedFiles()).toEqual([]);
  });
});
