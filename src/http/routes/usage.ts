import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readUsage } from "../../actions/usage/read-usage.ts";
import type { Services } from "../../services.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { UsageShape, usageJson } from "../shapes/usage.ts";

const wrongDay = "must be a day such as 2026-11-21";
/** Nothing was used before, and the database refuses the year 0. */
const Day = z.iso.date(wrongDay).startsWith("2", wrongDay).optional();

const READ = {
  operationId: "readUsage",
  tags: ["operation"],
  summary: "Read what was used",
  description:
    "Minutes and dollars of remote engines and the sound of finished jobs, by day, model and key, and what is left of the " +
    "limits for remote engines and of the quotas of keys. Days are those of UTC. At most 366 at once.",
  querystring: z.strictObject({
    from: Day.describe("The first day. Left out, the first of the month of `to`."),
    to: Day.describe("The last day, counted in. Left out, today."),
  }),
  response: { 200: jsonAnswer("The usage of these days.", UsageShape), ...problemAnswers(400) },
};

/** `GET /api/v1/usage`. */
export const usageRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get(
    "/api/v1/usage",
    { schema: READ, config: { scope: "read" } },
    async ({ caller, query: { from, to } }, reply) => {
      reply.header("cache-control", "no-store");
      return usageJson(await readUsage(services, { tenant: caller.tenant, from, to, now: new Date() }));
    },
  );
};
