import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { submit, untilFinished } from "../../bench/service/running-service.ts";
import type { JobJson } from "../../src/http/shapes/job.ts";
import { processorSecondsOfChildren } from "../support/child-processes.ts";
import { longRecording } from "../support/long-recording.ts";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";
import { missing, speechFile } from "../support/speech.ts";

// Jobs that nobody wants any more.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const QUERY = "&model=onnx/whisper-base&language=en";

describe.skipIf(skip !== undefined)(`jobs that are cancelled${skip ? ` (skipped: ${skip})` : ""}`, () => {
  let workplace: Workplace;
  let service: RunningService;
  let recording: string;
  beforeAll(async () => {
    workplace = await openWorkplace();
    recording = await longRecording(workplace.folder, 75);
    service = await workplace.start();
    // The model is here and warm from then on.
    const { id } = await submit(service.url, speechFile("misc", "jfk.wav"), QUERY);
    expect((await untilFinished(service.url, id)).state).toBe("succeeded");
  });
  afterAll(() => workplace.clear());

  async function newest(): Promise<JobJson> {
    const response = await fetch(`${service.url}/api/v1/jobs?limit=1`);
    return JSON.parse(await response.text()).jobs[0];
  }

  async function untilWorkedOn(id: string): Promise<void> {
    const isWorkedOn = async () => {
      const job = await newest();
      return job.id === id && job.progress.pieces.known > 0;
    };
    await expect.poll(isWorkedOn, { timeout: 30_000, interval: 20 }).toBe(true);
  }

  /** Sends a recording and waits for it, until something is done of it; then goes away. */
  async function leave(query: string): Promise<string> {
    const { id: before } = await newest();
    const gone = new AbortController();
    const waiting = submitAndWait(query, gone.signal);
    await expect.poll(async () => (await newest()).id, { timeout: 30_000, interval: 20 }).not.toBe(before);
    const { id } = await newest();
    await untilWorkedOn(id);
    gone.abort();
    await expect(waiting).rejects.toThrow();
    return id;
  }

  async function submitAndWait(query: string, signal: AbortSignal): Promise<void> {
    await fetch(`${service.url}/api/v1/transcribe?wait=100${QUERY}${query}`, {
      method: "POST",
      headers: { "content-type": "audio/wav" },
      body: await readFile(speechFile("misc", "jfk.wav")),
      signal,
    });
  }

  it.skipIf(process.platform !== "linux")("stops work within two seconds", { timeout: 120_000 }, async () => {
    const { id } = await submit(service.url, recording, QUERY);
    await untilWorkedOn(id);
    expect(await processorSecondsOfChildren(service.pid, 500)).toBeGreaterThan(0.1);
    const response = await fetch(`${service.url}/api/v1/jobs/${id}`, { method: "DELETE" });
    expect([response.status, await response.json()]).toMatchObject([200, { id, state: "cancelled" }]);
    await pause(2_000);
    expect(await processorSecondsOfChildren(service.pid, 1_000)).toBeLessThanOrEqual(0.03);
    const result = await fetch(`${service.url}/api/v1/jobs/${id}/result`);
    expect([result.status, await result.json()]).toMatchObject([409, { code: "job-cancelled" }]);
    expect((await newest()).state).toBe("cancelled");
  });

  it("goes on with the job of a client that went away", async () => {
    const id = await leave("");
    expect((await untilFinished(service.url, id)).state).toBe("succeeded");
  });

  it("cancels the job of a client that went away, where it asked for that", async () => {
    const id = await leave("&cancelOnDisconnect=true");
    expect((await untilFinished(service.url, id)).state).toBe("cancelled");
  });
});
