import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type JobName, readJob } from "../../actions/jobs/read-job.ts";
import { watchJob } from "../../actions/jobs/watch-job.ts";
import { isFinished } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { watchReader } from "../answers/client-watch.ts";
import { eventStream } from "../answers/event-stream.ts";
import { sendEventStream } from "../answers/send-event-stream.ts";
import { EventNumber, eventJson, type JobEventJson, JobEventShape } from "../shapes/job-event.ts";
import { JobParams, jobName } from "../shapes/job-name.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

const SCHEMA = {
  operationId: "followJob",
  tags: ["jobs"],
  summary: "Follow a job's events",
  description:
    "Server-sent events: what has happened so far, then each event as it comes. `id` is its sequence, `event` its type, `data` the event. " +
    "Ends after the last event of a finished job, and when the key or session is no longer good. " +
    "Who was cut off goes on with Last-Event-ID, as EventSource does by itself; " +
    "one who has had everything gets 204, so that EventSource stops. A comment is sent every 15 seconds without an event.",
  params: JobParams,
  querystring: z.strictObject({
    after: EventNumber.default(0).describe("Sequence of the last event known. Last-Event-ID counts before it."),
  }),
  headers: z.looseObject({
    "last-event-id": EventNumber.optional().describe("Sequence of the last event known."),
  }),
  response: {
    200: { description: "Each `data` is a JobEvent.", content: { "text/event-stream": { schema: JobEventShape } } },
    204: z.null().describe("There are no more events."),
    ...problemAnswers(400, 404),
  },
};

/** `GET /api/v1/jobs/{id}/events`: server-sent events. */
export const eventRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get(
    "/api/v1/jobs/:id/events",
    { schema: SCHEMA, config: { scope: "read" }, exposeHeadRoute: false },
    async (request, reply) => {
      const name = jobName(request);
      const job = await readJob(services, name);
      const after = request.headers["last-event-id"] ?? request.query.after;
      const { signal } = watchReader(app, reply);
      const watched = readEvents(services, { ...name, after, signal });
      // A stream that nobody began to read does not end its source.
      signal.addEventListener("abort", () => void watched.return(undefined), { once: true });
      const events = await beginning(watched, isFinished(job.state));
      if (events === "over") return reply.code(204).send(null);
      return sendEventStream(reply, eventStream(events));
    },
  );
};

async function* readEvents(
  services: Services,
  asked: JobName & { after: number; signal: AbortSignal },
): AsyncGenerator<JobEventJson> {
  for await (const event of watchJob(services, asked)) yield eventJson(event);
}

/** Looks whether a finished job has any more events: that must be known before the answer begins. */
async function beginning(
  events: AsyncGenerator<JobEventJson>,
  finished: boolean,
): Promise<AsyncIterator<JobEventJson> | "over"> {
  if (!finished) return events;
  const first = await events.next();
  return first.done ? "over" : startingWith(first.value, events);
}

async function* startingWith<Value>(first: Value, rest: AsyncIterable<Value>): AsyncGenerator<Value> {
  yield first;
  yield* rest;
}
