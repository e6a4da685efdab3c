import type { AddressInfo } from "node:net";
import { Readable, Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { pino } from "pino";
import { z } from "zod";
import type { Services } from "../../services.ts";
import { type AppOptions, createApp } from "../app.ts";
import { loggerOptions } from "../connection/logging.ts";

/** An app that listens, and all it has logged. */
export interface OpenApp {
  readonly app: FastifyInstance;
  readonly port: number;
  /** `http://localhost:12345` */
  readonly url: string;
  readonly lines: () => Record<string, unknown>[];
  /** `/test/slow`: how often it has begun, and what lets it end. */
  readonly slow: SlowRoute;
}

interface SlowRoute {
  begun: number;
  readonly ended: Promise<void>;
  end(): void;
}

/** Opens the app on a free port, with a few routes of its own under `/test`. */
export async function openApp({
  services: given,
  maxUploadBytes = 1e6,
  ...options
}: { services?: Partial<Services>; maxUploadBytes?: number } & Partial<AppOptions>): Promise<OpenApp> {
  let text = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const log = pino(loggerOptions("debug"), sink);
  const limits = { maxUploadBytes, keepFreeBytes: 0, maxQueuedJobs: 10 };
  const engines = {
    open: () => Promise.reject(new Error("No engine is open")),
    states: () => [],
    close: async () => {},
  };
  const unasked = { engines, engineReports: async () => [], machine: "a machine" };
  const services = { log, limits, ...unasked, ...given } as Services; // what a test does not give it does not ask for
  const app = createApp(services, { logger: log, hosts: [], origins: [], version: "1.2.3", ...options });
  const slow = slowRoute();
  app.register(testRoutes, { slow });
  // biome-ignore lint/nursery/useAwaitThenable: it gives a promise where it is given no callback
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo; // it listens on TCP
  const lines = () =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  return { app, port, url: `http://localhost:${port}`, lines, slow };
}

function slowRoute(): SlowRoute {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { begun: 0, ended, end };
}

const open = { config: { scope: "open" } } as const;

const testRoutes: FastifyPluginAsyncZod<{ slow: SlowRoute }> = async (app, { slow }) => {
  app.get("/test/slow", open, async () => {
    slow.begun++;
    await slow.ended;
    return { slow: true };
  });
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  app.post("/test/raw", open, async (request) => {
    let bytes = 0;
    if (request.body instanceof Readable) for await (const chunk of request.body) bytes += chunk.length;
    return { bytes };
  });
  app.post(
    "/test/json",
    { ...open, schema: { body: z.object({ name: z.string().max(9) }) } },
    async ({ body }) => body,
  );
  const querystring = z.object({ count: z.coerce.number().max(3) });
  const body = z.object({ name: z.string(), tags: z.array(z.string()) });
  app.post(
    "/test/things/:id",
    { ...open, schema: { querystring, body, params: z.object({ id: z.string() }) } },
    async () => "",
  );
  app.get("/test/bug", open, async () => {
    throw new TypeError("the text of a secret recording");
  });
  app.get("/test/events", open, async (_request, reply) => {
    const events = new Readable({ read() {} });
    events.push(": hello\n\n");
    return reply.type("text/event-stream").send(events);
  });
  app.get("/test/socket", { ...open, websocket: true }, (socket) => {
    socket.on("message", (message) => socket.send(`heard ${message}`));
  });
};
