import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { checkReadiness } from "../../actions/check-readiness.ts";
import type { Services } from "../../services.ts";

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

/** `/health`: the process answers. `/health/ready`: it can also do its work. */
export const healthRoutes: FastifyPluginAsyncZod<{ services: Services; version: string }> = async (
  app,
  { services, version },
) => {
  const tags = ["operation"];
  app.get(
    "/health",
    { schema: { tags, summary: "Whether the process answers", response: { 200: answer("It does.", healthSchema) } } },
    async (_request, reply) => {
      reply.header("cache-control", "no-store");
      return { status: "ok" as const, version };
    },
  );
  app.get(
    "/health/ready",
    {
      schema: {
        tags,
        summary: "Whether it can do its work",
        description: "Checks each thing the service needs. 503 while one of them fails.",
        response: {
          200: answer("It can.", readinessSchema),
          503: answer("It cannot; the checks say why.", readinessSchema),
        },
      },
    },
    async (_request, reply) => {
      const readiness = await checkReadiness(services);
      return reply
        .code(readiness.ready ? 200 : 503)
        .header("cache-control", "no-store")
        .send(readiness);
    },
  );
};
