import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { readJob, submit, untilFinished } from "../../bench/service/running-service.ts";
import { dataOfEvents } from "../../src/client/server-sent-events.ts";
import { longRecording } from "../support/long-recording.ts";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";
import { missing } from "../support/speech.ts";

// Readers who are cut off again and again while a job runs, and go on where they were.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
const CUTS = 20;
const LONGEST_MS = 250;

interface Event {
  readonly sequence: number;
  readonly type: string;
}

/** What a reader has heard by its connections, and how often it was cut off before the end. */
interface Heard {
  readonly events: Event[];
  readonly cutsMs: number[];
}

const lastOf = ({ events }: Heard): number => events.at(-1)?.sequence ?? 0;

describe.skipIf(skip !== undefined)(`readers who are cut off${skip ? ` (skipped: ${skip})` : ""}`, () => {
  let workplace: Workplace;
  let service: RunningService;
  let recording: string;
  beforeAll(async () => {
    workplace = await openWorkplace();
    recording = await longRecording(workplace.folder, 60);
    service = await workplace.start({ THREADS: "1" });
  });
  afterAll(() => workplace.clear());

  /** Follows by server-sent events until it is cut off. True when the stream ended by itself. */
  async function readStream(id: string, heard: Heard, signal: AbortSignal): Promise<boolean> {
    const last = lastOf(heard);
    try {
      const response = await fetch(`${service.url}/api/v1/jobs/${id}/events`, {
        signal,
        headers: last === 0 ? {} : { "last-event-id": String(last) },
      });
      if (response.status === 204) return true;
      expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
      if (response.body) for await (const data of dataOfEvents(response.body)) heard.events.push(JSON.parse(data));
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  /** Follows on a WebSocket until it is cut off. True when the server said that this was all. */
  async function readSocket(id: string, heard: Heard, signal: AbortSignal): Promise<boolean> {
    const socket = new WebSocket(`${service.url.replace("http", "ws")}/api/v1/ws`);
    let isOver = false;
    socket.on("error", () => undefined);
    socket.on("open", () => socket.send(JSON.stringify({ type: "subscribe", jobId: id, after: lastOf(heard) })));
    socket.on("message", (data) => {
      // What comes after the cut is not heard.
      if (signal.aborted) return;
      const message = JSON.parse(String(data));
      if (message.type === "event") heard.events.push(message.event);
      if (message.type === "end") isOver = true;
      if (isOver || message.type === "problem") socket.close();
    });
    signal.addEventListener("abort", () => socket.terminate());
    // It fails where it is cut off before it is open, and closes all the same.
    await new Promise((resolve) => socket.on("close", resolve));
    return isOver;
  }

  async function follow(id: string, read: typeof readStream): Promise<Heard> {
    const heard: Heard = { events: [], cutsMs: [] };
    while (heard.cutsMs.length < CUTS) {
      const cutMs = randomInt(LONGEST_MS);
      if (await read(id, heard, AbortSignal.timeout(cutMs))) return heard;
      heard.cutsMs.push(cutMs);
    }
    expect(await read(id, heard, AbortSignal.timeout(100_000))).toBe(true);
    return heard;
  }

  it("loses no event and tells none twice", { timeout: 120_000 }, async () => {
    const { id } = await submit(service.url, recording, "&model=onnx/whisper-base&language=en");
    const [streamed, socketed] = await Promise.all([follow(id, readStream), follow(id, readSocket)]);
    for (const { events, cutsMs } of [streamed, socketed]) {
      const cuts = `cut after ${cutsMs.join(", ")} ms`;
      expect(cutsMs, "The job was over before all cuts").toHaveLength(CUTS);
      expect(
        events.map(({ sequence }) => sequence),
        cuts,
      ).toEqual(events.map((_, index) => index + 1));
      expect(events.filter(({ type }) => type === "segment-final").length).toBeGreaterThan(5);
      expect(events.at(-1)?.type).toBe("job-succeeded");
    }
    expect(socketed.events).toEqual(streamed.events);
    expect((await readJob(service.url, id)).state).toBe("succeeded");
  });

  it("has nothing more for who has heard all", async () => {
    const { id } = await submit(service.url, recording, "&model=onnx/whisper-base&language=en");
    await pause(100);
    await fetch(`${service.url}/api/v1/jobs/${id}`, { method: "DELETE" });
    await untilFinished(service.url, id);
    const heard: Heard = { events: [], cutsMs: [] };
    const { signal } = new AbortController();
    await readStream(id, heard, signal);
    expect(heard.events.at(-1)?.type).toBe("job-cancelled");
    const again = await fetch(`${service.url}/api/v1/jobs/${id}/events?after=${lastOf(heard)}`);
    expect(again.status).toBe(204);
    const before = heard.events.length;
    expect(await readSocket(id, heard, signal)).toBe(true);
    expect(heard.events).toHaveLength(before);
  });
});
