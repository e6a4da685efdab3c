import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Services } from "../../services.ts";
import { sendProblem } from "../problems/answer-problem.ts";
import { problemOfCode } from "../problems/problems.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { converse } from "./sockets/conversation.ts";

const DESCRIPTION = `A WebSocket on which the events of up to 100 jobs come. All messages are JSON objects in text frames.

The client sends:
- \`{"type":"subscribe","jobId":"…","after":0}\`: \`after\` is the sequence of the last event it knows, 0 when left out
- \`{"type":"unsubscribe","jobId":"…"}\`
- \`{"type":"ping"}\`

The server sends:
- \`{"type":"subscribed","jobId":"…"}\` and \`{"type":"unsubscribed","jobId":"…"}\`; no event of a job comes after the latter
- \`{"type":"event","jobId":"…","event":{…}}\`: the event is a JobEvent; none is left out, however slowly it is read
- \`{"type":"end","jobId":"…"}\` after the last event of a finished job, or when it was erased: the subscription is over
- \`{"type":"problem","jobId":"…","problem":{…}}\`: without \`jobId\` where it is about none
- \`{"type":"pong"}\`

It is closed with 1008 when the key or session that opened it is no longer good.`;

/** `/api/v1/ws`: events of many jobs on one connection. */
export const socketRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.route({
    method: "GET",
    url: "/api/v1/ws",
    config: { scope: "read" },
    exposeHeadRoute: false,
    schema: {
      operationId: "followJobs",
      tags: ["jobs"],
      summary: "Follow many jobs",
      description: DESCRIPTION,
      response: { 101: z.null().describe("The connection is a WebSocket from here on."), ...problemAnswers(426) },
    },
    handler: async ({ id }, reply) => {
      const detail =
        "This address speaks WebSocket. Connect with ws:// or wss://, or follow one job with /api/v1/jobs/{id}/events.";
      reply.header("upgrade", "websocket");
      return sendProblem(reply, { ...problemOfCode("request-invalid", detail, id), status: 426 });
    },
    wsHandler: (socket, request) => converse(services, { socket, request }),
  });
};
