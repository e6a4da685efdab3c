import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readAudit, readWholeAudit } from "../../actions/audit/read-audit.ts";
import type { AuditRecord } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { plainText } from "../shapes/plain-text.ts";
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

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const FILTER = {
  actor: plainText(100)
    .optional()
    .meta({ description: "Of one alone.", examples: ["key/5f1c2a9e8d3b7c60"] }),
  action: plainText(100)
    .optional()
    .meta({ description: "Of this kind.", examples: ["job-purged"] }),
  since: moment.optional().describe("From then on."),
  until: moment.optional().describe("Before then."),
};

const READ = {
  operationId: "readAudit",
  tags: ["keys"],
  summary: "Read the audit log",
  description: "What was erased, made and ended of the tenant's, by whom and when, the latest first.",
  querystring: z.strictObject({
    ...FILTER,
    after: z
      .string()
      .regex(/^\d{1,18}$/, "must be the `next` of a page")
      .optional()
      .describe("The `next` of the page before."),
    limit: z.coerce.number().int().min(1).max(1000).default(100).describe("Entries a page."),
  }),
  response: {
    200: jsonAnswer("A page.", z.object({ entries: z.array(EntryShape), next: z.string().nullable() })),
    ...problemAnswers(400, 401, 403),
  },
};

const EXPORT = {
  operationId: "exportAudit",
  tags: ["keys"],
  summary: "Export the audit log",
  description: "All of it, or all that the filters leave, the latest first: an entry a line (NDJSON), as a file.",
  querystring: z.strictObject(FILTER),
  response: {
    200: { description: "An AuditEntry a line.", content: { "application/x-ndjson": { schema: z.string() } } },
    ...problemAnswers(400, 401, 403),
  },
};

/** `GET /api/v1/audit` and `GET /api/v1/audit/export`. */
export const auditRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get("/api/v1/audit", { schema: READ, config: { scope: "admin" } }, async ({ caller, query }, reply) => {
    const { entries, next } = await readAudit(services, { tenant: caller.tenant, ...query });
    reply.header("cache-control", "no-store");
    return { entries: entries.map(entryJson), next };
  });

  app.get("/api/v1/audit/export", { schema: EXPORT, config: { scope: "admin" } }, async ({ caller, query }, reply) =>
    sendLines(reply, readWholeAudit(services, { tenant: caller.tenant, ...query })),
  );
};

const sendLines = (reply: FastifyReply, entries: AsyncIterable<AuditRecord>): FastifyReply =>
  reply
    .header("content-type", "application/x-ndjson; charset=utf-8")
    .header("content-disposition", 'attachment; filename="audit.ndjson"')
    .header("cache-control", "no-store")
    .send(Readable.from(linesOf(entries)));

const entryJson = (entry: AuditRecord) => ({ ...entry, at: entry.at.toISOString() });

async function* linesOf(entries: AsyncIterable<AuditRecord>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entryJson(entry))}\n`;
}
