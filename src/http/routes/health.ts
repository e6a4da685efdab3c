import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { checkReadiness } from "../../actions/upkeep/check-readiness.ts";
import type { Services } from "../../services.ts";
import { shareAnswer } from "../metrics/share-answer.ts";

/** A look writes to the store and asks the queue, and who asks for it needs no key: more of them cost no more. */
const KEEP_MS = 5000;

const healthSchema = z.object({ status: z.literal("ok"), version: z.string() });

const checkSchema = z.object({ ok: z.boolean(), detail: z.string().optional() });
const readinessSchema = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), checkSchema).describe("Each thing the service needs, by name."),
});

const answer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { "application/json": { schema } },
});

/** `/health` and `/health/live`: the process answers. `/health/ready`: it can also do its work. */
export const healthRoutes: FastifyPluginAsyncZod<{ services: Services; version: string }> = async (
  app,
  { services, version },
) => {
  const tags = ["operation"];
  const readiness = shareAnswer(() => checkReadiness(services), { keepMs: KEEP_MS });
  const schema = { tags, summary: "Whether the process answers", response: { 200: answer("It does.", healthSchema) } };
  for (const url of ["/health", "/health/live"])
    app.get(url, { schema, config: { scope: "open" } }, async (_request, reply) => {
      reply.header("cache-control", "no-store");
      return { status: "ok" as const, version };
    });
  app.get(
    "/health/ready",
    {
      config: { scope: "open" },
      schema: {
        tags,
        summary: "Whether it can do its work",
        description: "Checks each thing the service needs, at most every 5 seconds. 503 while one of them fails.",
        response: {
          200: answer("It can.", readinessSchema),
          503: answer("It cannot; the checks say why.", readinessSchema),
        },
      },
    },
    async (_request, reply) => {
      const found = await readiness();
      return reply
        .code(found.ready ? 200 : 503)
        .header("cache-control", "no-store")
        .send(found);
    },
  );
};
