import { setMaxListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Failure } from "../../domain/failure.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Aborted when the service begins to stop: who only waits for something gives up the wait. */
    readonly stopping: AbortSignal;
  }
}

/** How long a WebSocket client may take to say goodbye, and an event stream to end by itself. */
const GOODBYE_MS = 1000;

/**
 * Makes `close` of an app end in good time: streams of events and idle connections end at once, requests that run are
 * answered, and new ones are told `service-stopping`. Running uploads are not cut short: who stops the process decides
 * how long it waits.
 */
export function addStopping(app: FastifyInstance): void {
  const stop = new AbortController();
  // Whoever waits listens to it, and many may.
  setMaxListeners(0, stop.signal);
  const running = new Set<ServerResponse>();
  app.decorate("stopping", stop.signal);
  app.addHook("preClose", async () => {
    stop.abort();
    const timer = setTimeout(() => {
      for (const response of running) if (isEventStream(response)) response.end();
    }, GOODBYE_MS);
    timer.unref();
  });
  app.addHook("onRequest", async (_request, reply) => {
    if (stop.signal.aborted) throw new Failure("service-stopping", "The service is stopping. Try again in a moment.");
    running.add(reply.raw);
    reply.raw.once("close", () => running.delete(reply.raw));
  });
  app.addHook("onSend", async (_request, reply) => {
    if (stop.signal.aborted) reply.header("connection", "close");
  });
  // One whose headers went out before may be kept alive by its client; nobody else would close it.
  app.addHook("onResponse", async ({ raw }: FastifyRequest) => {
    if (stop.signal.aborted && raw.socket instanceof Socket) raw.socket.destroySoon();
  });
}

const isEventStream = (response: ServerResponse) =>
  response.headersSent && String(response.getHeader("content-type")).startsWith("text/event-stream");

/** Ends the WebSocket connections of an app: with a word to their clients, and without them if they do not hear. */
export async function closeSockets(app: FastifyInstance): Promise<void> {
  // From here on an upgrade is a request like others, and refused like them.
  app.server.removeAllListeners("upgrade");
  const { clients } = app.websocketServer;
  if (clients.size === 0) return;
  const allClosed = Promise.all([...clients].map((client) => new Promise((resolve) => client.once("close", resolve))));
  for (const client of clients) client.close(1001, "The service is stopping.");
  const timer = setTimeout(() => {
    for (const client of clients) client.terminate();
  }, GOODBYE_MS);
  await allClosed;
  clearTimeout(timer);
}
