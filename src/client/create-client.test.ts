import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startCutProxy } from "../../test/support/cut-proxy.ts";
import { type OpenService, openService, SLOW_START_MS, TRANSCRIPT } from "../../test/support/open-service.ts";
import { createClient, type ScribewellClient } from "./create-client.ts";

// Against a real service, over HTTP. What its workers would write, the tests write.

let service: OpenService;
let client: ScribewellClient;
beforeAll(async () => {
  service = await openService();
  client = createClient(service);
}, SLOW_START_MS);
afterAll(() => service.close());
beforeEach(() => service.clear());

const talk = () => new File(["all the sound of a talk"], "talk.mp3", { type: "audio/mpeg" });
const failed = { code: "media-unreadable", detail: "It is no recording.", retry: false } as const;

describe("submit", () => {
  it("sends a file with its name and type, and what is asked", async () => {
    const job = await client.submit(talk(), {
      language: "de",
      vocabulary: ["Ada, Countess", "Grace"],
      labels: ["gpu", "eu"],
      priority: "high",
      cache: false,
    });
    const source = { kind: "upload", name: "talk.mp3", bytes: 23, mediaType: "audio/mpeg" };
    expect(job).toMatchObject({ state: "queued", source, labels: ["eu", "gpu"], priority: 10 });
    expect(job.parameters).toMatchObject({ language: "de", vocabulary: ["Ada, Countess", "Grace"] });
  });

  it("opens one job for one idempotency key", async () => {
    const jobs = [
      await client.submit(talk(), { idempotencyKey: "one" }),
      await client.submit(talk(), { idempotencyKey: "one" }),
    ];
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    expect((await client.submit(talk())).id).not.toBe((await client.submit(talk())).id);
  });

  it("sends a stream, once", async () => {
    const { source } = await client.submit(talk().stream(), { name: "live.mp3" });
    expect(source).toMatchObject({ kind: "upload", name: "live.mp3", bytes: 23 });
  });

  it.each(["https://example.org/a.mp3", new URL("https://example.org/a.mp3")])("names an address: %s", async (url) => {
    const job = await client.submit(url, { vocabulary: ["Ada, Countess"] });
    expect(job.source).toEqual({ kind: "url", url: "https://example.org/a.mp3" });
    expect(job.parameters.vocabulary).toEqual(["Ada, Countess"]);
  });

  it("names an upload", async () => {
    const { url, bytes } = await client.upload(talk());
    expect(bytes).toBe(23);
    expect((await client.submit(url)).source).toMatchObject({ kind: "upload", bytes: 23 });
  });

  it("takes no path for an address", async () => {
    await expect(client.submit("talk.mp3")).rejects.toMatchObject({ code: "url-invalid", status: null });
    expect(await service.jobIds()).toEqual([]);
  });
});

describe("watch", () => {
  it("gives every event once and in order, though the connection was cut", async () => {
    const proxy = await startCutProxy(service.port);
    const near = createClient({ url: `http://127.0.0.1:${proxy.port}` });
    const { id } = await near.submit(talk());
    const seen: string[] = [];
    for await (const event of near.watch(id)) {
      seen.push(`${event.sequence} ${event.type}`);
      if (event.type === "job-queued") await service.happen(id, [{ type: "warning", message: "Mind." }]);
      if (event.type !== "warning") continue;
      await proxy.cut();
      await service.happen(id, [{ type: "model-chosen", model: "onnx/whisper-base" }]);
      await proxy.mend();
      await service.succeed(id);
    }
    await proxy.close();
    expect(seen).toEqual(["1 job-queued", "2 warning", "3 model-chosen", "4 job-succeeded"]);
  });

  it("is not ended by events of other jobs, and ends with the signal's reason", async () => {
    const [one, other] = [await client.submit(talk()), await client.submit(talk())];
    await service.succeed(other.id);
    const controller = new AbortController();
    const watching = async () => {
      for await (const _event of client.watch(one.id, controller)) controller.abort(new Error("enough"));
    };
    await expect(watching()).rejects.toThrow("enough");
  });
});

describe("wait and transcribe", () => {
  it("gives a job that has ended, whatever its end", async () => {
    const { id } = await client.submit(talk());
    const events: string[] = [];
    const waiting = client.wait(id, { onEvent: ({ type }) => void events.push(type) });
    await service.fail(id, failed);
    expect(await waiting).toMatchObject({ id, state: "failed", error: failed });
    expect(events).toEqual(["job-queued", "job-failed"]);
  });

  it("gives the transcript of a recording", async () => {
    const transcribing = client.transcribe(talk());
    await service.succeed(await service.newJob());
    expect(await transcribing).toEqual(TRANSCRIPT);
  });

  it("fails as the job has failed, and names it", async () => {
    const transcribing = client.transcribe(talk()).catch((error) => error);
    const id = await service.newJob();
    await service.fail(id, failed);
    expect(await transcribing).toMatchObject({
      name: "ScribewellError",
      code: failed.code,
      detail: failed.detail,
      jobId: id,
    });
  });

  it("tells that somebody cancelled the job", async () => {
    const transcribing = client.transcribe(talk()).catch((error) => error);
    const id = await service.newJob();
    expect(await client.cancel(id)).toMatchObject({ state: "cancelled" });
    expect(await transcribing).toMatchObject({ code: "job-cancelled", status: 409, jobId: id });
  });

  it("cancels the job of who wants to hear no more", async () => {
    const controller = new AbortController();
    const asked = { signal: controller.signal, onEvent: () => controller.abort(new Error("enough")) };
    await expect(client.transcribe(talk(), asked)).rejects.toThrow("enough");
    expect(await client.wait(await service.newJob())).toMatchObject({ state: "cancelled" });
  });
});

it("gives the result of a job in every form", async () => {
  const { id } = await client.submit(talk());
  await service.succeed(id);
  expect(await client.text(id)).toBe("Ask not what your country can do for you.\n");
  expect(await client.subtitles(id)).toContain("00:00:00,000 --> 00:00:02,500");
  expect(await client.subtitles(id, "vtt")).toMatch(/^WEBVTT/);
  expect(await client.transcript(id)).toEqual(TRANSCRIPT);
  expect(JSON.parse(await client.result(id, "json"))).toEqual(TRANSCRIPT);
});
