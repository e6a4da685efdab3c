import { expect, it } from "vitest";
import type { TranscriptionEvent } from "./domain/transcription.ts";
import type { DownloadProgress } from "./ports/model-store.ts";
import { withDownloads } from "./with-downloads.ts";

const progress = (bytes: number): DownloadProgress => ({
  model: "onnx/some",
  file: "encoder.onnx",
  bytes,
  totalBytes: 100,
  waiting: false,
});

const turn = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

/** All events, and what the work gave at last. */
async function run<Result>(work: AsyncGenerator<TranscriptionEvent, Result>) {
  const events: TranscriptionEvent[] = [];
  for (;;) {
    const step = await work.next();
    if (step.done) return { events, result: step.value };
    events.push(step.value);
  }
}

it("yields every download in order and returns what the work gave", async () => {
  const work = withDownloads(async (onProgress) => {
    onProgress(progress(0));
    await turn();
    onProgress(progress(50));
    onProgress(progress(100));
    return "a model";
  });
  expect(await run(work)).toEqual({
    events: [0, 50, 100].map((bytes) => ({ ...progress(bytes), type: "download" })),
    result: "a model",
  });
});

it("yields a download while the work goes on", async () => {
  let finish: (() => void) | undefined;
  const work = withDownloads(async (onProgress) => {
    onProgress(progress(1));
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  expect((await work.next()).value).toMatchObject({ type: "download", bytes: 1 });
  finish?.();
  expect(await work.next()).toEqual({ done: true, value: undefined });
});

it("needs no download", async () => {
  expect(await run(withDownloads(async () => 7))).toEqual({ events: [], result: 7 });
});

it("throws what the work throws, after the downloads before it", async () => {
  const failure = new Error("the source is gone");
  const work = withDownloads(async (onProgress) => {
    onProgress(progress(1));
    throw failure;
  });
  expect((await work.next()).value).toMatchObject({ bytes: 1 });
  await expect(work.next()).rejects.toBe(failure);
});

it("leaves nothing unhandled when its reader has left before the work fails", async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", listen);
  const work = withDownloads(async (onProgress) => {
    onProgress(progress(1));
    await turn(20);
    onProgress(progress(2));
    throw new Error("too late");
  });
  for await (const _event of work) break;
  await turn(60);
  process.off("unhandledRejection", listen);
  expect(unhandled).toEqual([]);
});
