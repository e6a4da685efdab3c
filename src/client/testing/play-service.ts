import type { AddressInfo } from "node:net";
import { type FastifyInstance, type FastifyReply, fastify } from "fastify";
import type { Job, Receipt } from "../shapes.ts";

/** A server that answers as a test says, in place of a service that does what it should. */
export interface PlayService {
  readonly url: string;
  /** Ends every connection at once, and listens no more. */
  close(): Promise<void>;
}

export async function playService(addRoutes: (app: FastifyInstance) => void): Promise<PlayService> {
  const app = fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  addRoutes(app);
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo; // it listens on TCP
  return { url: `http://127.0.0.1:${port}`, close: () => app.close() };
}

/** An address at which nothing listens. */
export async function deserted(): Promise<string> {
  const service = await playService(() => {});
  await service.close();
  return service.url;
}

export function sendProblem(reply: FastifyReply, status: number, code: string, detail = "Because.") {
  const problem = { type: `/docs/errors#${code}`, title: code, status, detail, code, instance: "request-1" };
  return reply.code(status).type("application/problem+json").send(JSON.stringify(problem));
}

/** Sends events, and then ends the answer, or cuts the connection in the middle of another event. */
export function sendEvents(reply: FastifyReply, events: readonly object[], end: "end" | "cut") {
  const frames = events.map((event) => `event: x\ndata: ${JSON.stringify(event)}\n\n`);
  const { raw } = reply.hijack();
  raw.writeHead(200, { "content-type": "text/event-stream" });
  raw.write(`retry: 2000\n\n: ping\n\n${frames.join("")}`);
  if (end === "end") raw.end();
  else raw.write('data: {"type":"prog', () => setTimeout(() => raw.destroy(), 50));
}

export const ID = "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11";

/** A job that runs, or what is said otherwise. */
export function exampleJob(otherwise: Partial<Job> = {}): Job {
  return {
    id: ID,
    state: "running",
    partial: false,
    priority: 0,
    labels: [],
    parameters: { model: "auto", language: null, task: "transcribe", prompt: null },
    source: { kind: "upload", name: "talk.mp3", bytes: 5_242_880, mediaType: "audio/mpeg" },
    model: "onnx/whisper-base",
    language: "en",
    progress: exampleProgress,
    batch: null,
    reference: null,
    queue: null,
    error: null,
    cachedFrom: null,
    createdAt: "2030-01-31T09:30:00.000Z",
    startedAt: "2030-01-31T09:30:00.120Z",
    finishedAt: null,
    expiresAt: null,
    links: { self: "/", result: "/", events: "/", audio: "/" },
    ...otherwise,
  };
}

/** What is said of an erased job, or what is said otherwise. */
export const exampleReceipt = (otherwise: Partial<Receipt> = {}): Receipt => ({
  jobId: ID,
  erasedAt: "2030-01-31T09:30:00.000Z",
  askedBy: "client",
  erased: {
    recordings: { count: 1, bytes: 5_242_880 },
    sound: { count: 0, bytes: 0 },
    transcript: true,
    events: 42,
    webhookDeliveries: 0,
  },
  keptFor: 0,
  blobsErased: true,
  ...otherwise,
});

const exampleProgress = {
  decodedSeconds: 312.5,
  totalSeconds: 312.5,
  speechSeconds: 280.1,
  recognisedSeconds: 120.4,
  fraction: 0.496,
  etaSeconds: 21,
  pieces: { done: 6, known: 14 },
};

const segment = (start: number, text: string) => ({ start, end: start + 1, text });

export const exampleTranscript = {
  seconds: 3,
  language: "en",
  model: "onnx/whisper-base",
  task: "transcribe",
  segments: [segment(0, "One."), segment(1, "Two."), segment(2, "Three.")],
  suppressed: [],
  coverage: [{ start: 0, end: 3, kind: "transcribed" }],
  warnings: [],
};

/** The events of a job that gives `exampleTranscript`, numbered from 1. */
export const exampleEvents = [
  { type: "job-queued" },
  { type: "model-chosen", model: "onnx/whisper-base" },
  ...exampleTranscript.segments.map((segment) => ({ type: "segment-final", segment })),
  { type: "job-succeeded", partial: false },
].map((event, index) => ({ ...event, sequence: index + 1, at: "2030-01-31T09:30:00.000Z" }));
