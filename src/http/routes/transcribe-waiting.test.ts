import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { countAnswers } from "./testing/count-answers.ts";
import { countListeners } from "./testing/count-listeners.ts";
import { type Sender, SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;
let sender: Sender;
const answers = countAnswers("/api/v1/transcribe");

beforeAll(async () => {
  service = await openService({ onRoute: answers.onRoute });
  sender = senderTo(service);
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

const logged = (level: string) => service.lines().filter((line) => line.level === level);

describe("waiting", () => {
  const wav = { "content-type": "audio/wav" };

  it("gives the job with its transcript when it ends in time", async () => {
    const answer = sender.post(SOUND, wav, "?wait=20");
    const id = await service.newJob();
    await service.succeed(id);
    const { status, body, headers } = await answer;
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, state: "succeeded", transcript: { language: "en", segments: [{ end: 2.5 }] } });
    expect(headers.get("location")).toBe(`/api/v1/jobs/${id}`);
  });

  it("gives it as subtitles", async () => {
    const answer = fetch(`${service.url}/api/v1/transcribe?wait=20&as=srt`, {
      method: "POST",
      body: SOUND,
      headers: wav,
    });
    await service.succeed(await service.newJob());
    const response = await answer;
    expect(response.headers.get("content-type")).toBe("application/x-subrip; charset=utf-8");
    expect(await response.text()).toContain("00:00:00,000 --> 00:00:02,500");
  });

  it("gives the problem of a job that failed", async () => {
    const answer = sender.post(SOUND, wav, "?wait=20");
    const id = await service.newJob();
    await service.fail(id, { code: "media-unreadable", detail: "It is no recording.", retry: false });
    const { status, body, headers } = await answer;
    expect(status).toBe(422);
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect(body).toMatchObject({ code: "media-unreadable", detail: "It is no recording.", jobId: id });
  });

  it("gives 409 when somebody cancels it", async () => {
    const answer = sender.post(SOUND, wav, "?wait=20");
    const id = await service.newJob();
    await fetch(`${service.url}/api/v1/jobs/${id}`, { method: "DELETE" });
    expect(await answer).toMatchObject({ status: 409, body: { code: "job-cancelled", jobId: id } });
  });

  it("waits for parts of a millisecond too", async () => {
    expect(await sender.post(SOUND, wav, "?wait=0.0123456789")).toMatchObject({ status: 202 });
  });

  it("gives 202 when the time is over", async () => {
    const begun = performance.now();
    expect(await sender.post(SOUND, wav, "?wait=0.3")).toMatchObject({ status: 202, body: { state: "queued" } });
    expect(performance.now() - begun).toBeGreaterThan(290);
  });

  it.each([
    ["goes on", "", "queued"],
    ["is cancelled where that was asked", "&cancelOnDisconnect=true", "cancelled"],
  ])("%s: the job of a client that goes", async (_what, query, state) => {
    const leaving = new AbortController();
    const url = `${service.url}/api/v1/transcribe?wait=30${query}`;
    const waiting = countListeners(service.services.news);
    const answer = fetch(url, { method: "POST", body: SOUND, headers: wav, signal: leaving.signal }).catch(
      () => "gone",
    );
    const id = await service.newJob();
    await expect.poll(waiting.count, { timeout: SOON_MS }).toBe(1);
    const before = answers.count();
    leaving.abort();
    expect(await answer).toBe("gone");
    // The service has done then what it does about it.
    await expect.poll(answers.count, { timeout: SOON_MS }).toBe(before + 1);
    waiting.stop();
    const job = await (await fetch(`${service.url}/api/v1/jobs/${id}`)).json();
    expect(job).toMatchObject({ state });
    expect([...logged("warn"), ...logged("error")]).toEqual([]);
  });

  // The last: after it there is no service.
  it("gives 202 at once when the service stops", async () => {
    const answer = sender.post(SOUND, wav, "?wait=30");
    await service.newJob();
    await service.app.close();
    expect(await answer).toMatchObject({ status: 202 });
  });
});
