import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { FastifyInstance, FastifyReply } from "fastify";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import {
  exampleEvents,
  exampleJob,
  exampleTranscript,
  ID,
  type PlayService,
  playService,
  sendEvents,
  sendProblem,
} from "../../client/testing/play-service.ts";
import { playTerminal } from "../testing/play-terminal.ts";
import type { ShownEvent } from "../transcribing/progress-view.ts";
import { remoteTranscriber } from "./remote-transcriber.ts";
import { serviceClient } from "./service-client.ts";

const directory = mkdtempSync(join(tmpdir(), "scribewell-remote-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const path = join(directory, "talk.mp3");
writeFileSync(path, "sound");

let service: PlayService;
let cancelled: string[] = [];
afterEach(() => service.close());

/** A service that takes every recording, with what a test says of its job. */
async function serve({ events, job, more = () => {} }: Partial<Playing> = {}) {
  cancelled = [];
  service = await playService((app) => {
    app.post("/api/v1/transcribe", async ({ body }, reply) => {
      await buffer(body as Readable); // the play service takes every body as a stream
      return reply.code(202).send(exampleJob({ state: "queued" }));
    });
    app.get("/api/v1/jobs/:id/events", (_request, reply) =>
      events ? events(reply) : sendEvents(reply, exampleEvents, "end"),
    );
    app.get("/api/v1/jobs/:id", async () => exampleJob(job ?? { state: "succeeded" }));
    app.get("/api/v1/jobs/:id/result", async () => exampleTranscript);
    app.delete<{ Params: { id: string } }>("/api/v1/jobs/:id", async ({ params }) => {
      cancelled.push(params.id);
      return exampleJob({ state: "cancelled" });
    });
    more(app);
  });
  return serviceClient(service.url);
}

interface Playing {
  events: (reply: FastifyReply) => unknown;
  job: Parameters<typeof exampleJob>[0];
  more: (app: FastifyInstance) => void;
}

const neverEnding = (reply: FastifyReply) =>
  reply
    .hijack()
    .raw.writeHead(200)
    .write(`data: ${JSON.stringify(exampleEvents[0])}\n\n`);

async function eventsOf(client: ReturnType<typeof serviceClient>, source: string | Readable = path) {
  const { terminal } = playTerminal();
  const events: ShownEvent[] = [];
  for await (const event of remoteTranscriber(client, terminal).transcribe(source, {})) events.push(event);
  return events;
}

describe("remoteTranscriber", () => {
  it("tells of the sending, of the job, and gives the transcript last", async () => {
    const events = await eventsOf(await serve());
    expect(events[0]).toEqual({ type: "upload", bytes: 5, totalBytes: 5 });
    const [one, two, three] = exampleTranscript.segments;
    expect(events.slice(1)).toEqual([
      { type: "state", state: "queued" },
      { type: "model", model: "onnx/whisper-base" },
      ...[one, two, three].map((segment) => ({ type: "segment", segment })),
      { type: "transcript", transcript: exampleTranscript },
    ]);
    expect(cancelled).toEqual([]);
  });

  it("gives the text of events that did not get through", async () => {
    const client = await serve({ events: (reply) => reply.code(504).send() });
    const texts = (await eventsOf(client, Readable.from([Buffer.from("sound")]))).flatMap((event) =>
      event.type === "segment" ? [event.segment.text] : [],
    );
    expect(texts).toEqual(["One.", "Two.", "Three."]);
  });

  it.each([
    [{ code: "media-unreadable", detail: "It is no recording.", retry: false }, "media-unreadable"] as const,
    [{ code: "internal-error", detail: "A bug.", retry: false }, "job-failed"] as const,
  ])("fails as the job has failed: %j", async (error, code) => {
    const client = await serve({ job: { state: "failed", error } });
    await expect(eventsOf(client)).rejects.toMatchObject({ code, message: error.detail });
    expect(cancelled).toEqual([]);
  });

  it.each([
    ["none.mp3", "source-not-found"],
    [directory, "source-not-a-file"],
  ])("refuses %s before anything is sent", async (source, code) => {
    await expect(eventsOf(await serve(), source)).rejects.toMatchObject({ code });
  });

  it("cancels the job when the signal comes", async () => {
    const client = await serve({ events: neverEnding, job: {} });
    const { terminal, stderr } = playTerminal();
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const follow = async () => {
      for await (const event of remoteTranscriber(client, terminal).transcribe(path, { signal: controller.signal })) {
        if (event.type === "state") setTimeout(() => controller.abort(reason), 50);
      }
    };
    await expect(follow()).rejects.toBe(reason);
    expect(cancelled).toEqual([ID]);
    expect(stderr()).toBe("");
  });

  it("cancels the job when nobody listens any more", async () => {
    const client = await serve({ events: neverEnding, job: {} });
    for await (const event of remoteTranscriber(client, playTerminal().terminal).transcribe(path, {})) {
      if (event.type === "state") break;
    }
    expect(cancelled).toEqual([ID]);
  });

  it("says how to cancel what it could not", async () => {
    const client = await serve({ events: neverEnding, job: {} });
    const { terminal, stderr } = playTerminal();
    for await (const event of remoteTranscriber(client, terminal).transcribe(path, {})) {
      if (event.type !== "state") continue;
      await service.close();
      break;
    }
    expect(stderr()).toBe(
      `The job could not be cancelled. To do it: scribewell jobs cancel ${ID} --server ${service.url}\n`,
    );
  });

  it("says how to get the result later when the service stays away, and cancels nothing", async () => {
    const client = await serve({
      events: (reply) => sendProblem(reply, 503, "service-stopping", "It stops."),
      more: (app) =>
        app.addHook("preHandler", async ({ method, url }, reply) => {
          if (method === "GET" && url.endsWith(ID)) return sendProblem(reply, 503, "service-stopping", "It stops.");
        }),
    });
    const follow = async () => {
      const remote = remoteTranscriber(client, playTerminal().terminal, { patienceMs: 300 });
      for await (const _event of remote.transcribe(path, {}));
    };
    await expect(follow()).rejects.toMatchObject({
      code: "service-stopping",
      message: `It stops. The job goes on there. Get its result later: scribewell jobs result ${ID} --server ${service.url}`,
    });
    expect(cancelled).toEqual([]);
  });
});
