import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS, TRANSCRIPT } from "../../../test/support/open-service.ts";
import { bodyOf, type Sender, SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;
let sender: Sender;

beforeAll(async () => {
  service = await openService();
  sender = senderTo(service);
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

const ask = (path: string, init: RequestInit = {}) => fetch(`${service.url}${path}`, init);

async function open(query = ""): Promise<string> {
  const { body } = await sender.post(SOUND, { "content-type": "audio/wav" }, query);
  return String(body.id);
}

interface Page {
  readonly jobs: readonly { readonly id: string }[];
  readonly next: string | null;
}

const NOWHERE = [randomUUID(), "nope", "0", encodeURIComponent("' or 1=1"), "a".repeat(90)];

describe("reading a job", () => {
  it.each(["/api/v1/jobs/", "/api/jobs/"])("gives all of it but its tenant under %s", async (path) => {
    const id = await open();
    const response = await ask(path + id);
    expect(response.status).toBe(200);
    const job = await bodyOf(response);
    expect(job).toMatchObject({
      id,
      state: "queued",
      partial: false,
      error: null,
      startedAt: null,
      progress: { fraction: 0, etaSeconds: null, pieces: { done: 0, known: 0 } },
      links: { self: `/api/v1/jobs/${id}`, result: `/api/v1/jobs/${id}/result` },
    });
    expect(Date.parse(String(job.createdAt))).toBeGreaterThan(Date.now() - 60_000);
    expect(job).not.toHaveProperty("tenant");
  });

  it("answers 304 while nothing has changed", async () => {
    const id = await open();
    const etag = (await ask(`/api/v1/jobs/${id}`)).headers.get("etag") ?? "";
    const again = () => ask(`/api/v1/jobs/${id}`, { headers: { "if-none-match": etag } });
    const same = await again();
    expect({ status: same.status, text: await same.text() }).toEqual({ status: 304, text: "" });
    await service.succeed(id);
    expect((await again()).status).toBe(200);
  });

  it.each(NOWHERE)("answers 404 for %s", async (id) => {
    for (const [path, method] of [
      [`/api/v1/jobs/${id}`, "GET"],
      [`/api/v1/jobs/${id}`, "DELETE"],
      [`/api/v1/jobs/${id}?purge=true`, "DELETE"],
      [`/api/v1/jobs/${id}/retry`, "POST"],
      [`/api/v1/jobs/${id}/result`, "GET"],
      [`/api/v1/jobs/${id}/audio`, "GET"],
      [`/api/v1/jobs/${id}/events`, "GET"],
    ] as const) {
      const response = await ask(path, { method });
      expect([path, response.status, (await bodyOf(response)).code]).toEqual([path, 404, "job-not-found"]);
    }
  });
});

describe("listing jobs", () => {
  it("gives pages, the newest first", async () => {
    const ids = [await open(), await open("?priority=1"), await open("?priority=2")];
    const first = await bodyOf<Page>(await ask("/api/v1/jobs?limit=2"));
    expect(first.jobs.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const second = await (await ask(`/api/v1/jobs?limit=2&after=${first.next}`)).json();
    expect(second).toMatchObject({ jobs: [{ id: ids[0] }], next: null });
  });

  it.each([
    ["?state=cancelled", 1],
    ["?state=queued,succeeded", 2],
    ["?state=queued&state=cancelled", 2],
    ["?state=failed", 0],
  ])("finds with %s", async (query, count) => {
    const [, done, gone] = [await open(), await open(), await open()];
    await service.succeed(done);
    await ask(`/api/v1/jobs/${gone}`, { method: "DELETE" });
    expect((await bodyOf<Page>(await ask(`/api/v1/jobs${query}`))).jobs).toHaveLength(count);
  });

  it.each(["?state=done", "?limit=0", "?limit=1000", "?limit=x", "?after=xyz", "?page=2"])(
    "refuses %s",
    async (query) => {
      const response = await ask(`/api/v1/jobs${query}`);
      expect(response.status).toBe(400);
      expect((await bodyOf(response)).code).toMatch(/request-invalid|option-invalid/);
    },
  );
});

describe("ending a job", () => {
  it("cancels it, and leaves a finished one as it is", async () => {
    const [first, second] = [await open(), await open()];
    await service.succeed(second);
    expect(await (await ask(`/api/v1/jobs/${first}`, { method: "DELETE" })).json()).toMatchObject({
      state: "cancelled",
    });
    expect(await (await ask(`/api/v1/jobs/${second}`, { method: "DELETE" })).json()).toMatchObject({
      state: "succeeded",
    });
  });

  it("erases it with its recording, and gives a receipt that can be read again", async () => {
    const id = await open("?name=anna.wav&prompt=anna");
    expect((await bodyOf(await ask(`/api/v1/jobs/${id}/receipt`))).code).toBe("receipt-not-found");
    await service.succeed(id);
    const response = await ask(`/api/v1/jobs/${id}?purge=true`, { method: "DELETE" });
    const receipt = await bodyOf(response);
    expect([response.status, receipt]).toEqual([
      200,
      {
        jobId: id,
        erasedAt: expect.stringMatching(/^\d{4}-.+Z$/),
        askedBy: "client",
        erased: {
          recordings: { count: 1, bytes: SOUND.length },
          sound: { count: 0, bytes: 0 },
          transcript: true,
          events: 2,
          webhookDeliveries: 0,
        },
        keptFor: 0,
        blobsErased: true,
      },
    ]);
    expect((await ask(`/api/v1/jobs/${id}`)).status).toBe(404);
    expect(await service.storedFiles()).toEqual([]);
    expect(await bodyOf(await ask(`/api/v1/jobs/${id}/receipt`))).toEqual(receipt);
  });

  it("says of a job that is erased where its receipt is", async () => {
    const id = await open();
    await ask(`/api/jobs/${id}?purge=true`, { method: "DELETE" });
    for (const query of ["", "?purge=true"]) {
      const { code, detail } = await bodyOf(await ask(`/api/v1/jobs/${id}${query}`, { method: "DELETE" }));
      expect([code, detail]).toEqual(["job-not-found", expect.stringContaining(`GET /api/v1/jobs/${id}/receipt`)]);
    }
    const never = await bodyOf(await ask(`/api/v1/jobs/${randomUUID()}`, { method: "DELETE" }));
    expect(never.detail).not.toContain("receipt");
  });

  it("can be followed by a retry, where something is left to do", async () => {
    const id = await open();
    const retry = () => ask(`/api/v1/jobs/${id}/retry`, { method: "POST" });
    expect((await bodyOf(await retry())).code).toBe("job-not-retryable");
    await service.fail(id, { code: "engine-lost", detail: "The engine was lost.", retry: true });
    const response = await retry();
    expect([response.status, response.headers.get("location")]).toEqual([202, `/api/v1/jobs/${id}`]);
    expect(await response.json()).toMatchObject({ state: "queued", error: null });
  });
});

describe("the result", () => {
  it.each([
    ["?as=json", undefined, "application/json", /^\{"seconds":2.5,/],
    ["", "*/*", "application/json", /"segments":\[\{"start":0,"end":2.5/],
    ["?as=txt", "text/vtt", "text/plain", /^Ask not/],
    ["", "text/vtt", "text/vtt", /^WEBVTT/],
    ["?as=srt", undefined, "application/x-subrip", /^1\n00:00:00,000 -->/],
  ])("is given for %s and Accept %s", async (query, accept, type, text) => {
    const id = await open();
    await service.succeed(id);
    const response = await ask(`/api/v1/jobs/${id}/result${query}`, { headers: accept ? { accept } : {} });
    expect(response.headers.get("content-type")).toBe(`${type}; charset=utf-8`);
    expect(await response.text()).toMatch(text);
  });

  it("is the transcript, word for word", async () => {
    const id = await open();
    await service.succeed(id);
    expect(await (await ask(`/api/v1/jobs/${id}/result`)).json()).toEqual(TRANSCRIPT);
  });

  it("is saved under the recording's name", async () => {
    const id = await open(`?name=${encodeURIComponent("Gespräch.mp3")}`);
    await service.succeed(id);
    const { headers } = await ask(`/api/v1/jobs/${id}/result?as=srt&download=true`);
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="Gespr?ch.srt"; filename*=UTF-8''Gespr%C3%A4ch.srt`,
    );
  });

  it("is not there before the job has succeeded", async () => {
    const id = await open();
    const code = async () => (await bodyOf(await ask(`/api/v1/jobs/${id}/result`))).code;
    expect(await code()).toBe("job-not-finished");
    await service.fail(id, { code: "media-unreadable", detail: "It is no recording.", retry: false });
    expect(await code()).toBe("job-failed");
  });
});

describe("the models", () => {
  it("are listed", async () => {
    const { models } = await bodyOf(await ask("/api/v1/models"));
    expect(models).toContainEqual(expect.objectContaining({ name: "onnx/whisper-base", installed: null }));
  });
});
