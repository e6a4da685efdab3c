import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readAudit } from "../../actions/audit/read-audit.ts";
import type { Services } from "../../services.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

const EntryShape = z
  .object({
    at: z.iso.datetime(),
    actor: z
      .string()
      .describe("`user/…`, `key/…`, `client` where no key was asked for, `operator` with the database, `expiry`."),
    action: z.string().meta({ examples: ["key-created", "job-purged"] }),
    job: z.uuid().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AuditEntry", description: "Something that was done. No text, names or secrets are in it." });

const SCHEMA = {
  ...{ operationId: "readAudit", tags: ["keys"], summary: "Read the audit log" },
  description: "What was erased, made and ended of the tenant's, by whom and when, the latest first.",
  querystring: z.strictObject({
    before: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .describe("The `next` of the page before."),
    limit: z.coerce.number().int().min(1).max(1000).default(100).describe("Entries a page."),
  }),
  response: {
    200: jsonAnswer("A page.", z.object({ entries: z.array(EntryShape), next: z.string().nullable() })),
    ...problemAnswers(400, 401, 403),
  },
};

/** `GET /api/v1/audit`. */
export const auditRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get("/api/v1/audit", { schema: SCHEMA, config: { scope: "admin" } }, async ({ caller, query }, reply) => {
    const { entries, next } = await readAudit(services, { tenant: caller.tenant, ...query });
    reply.header("cache-control", "no-store");
    return { entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })), next };
  });
};
