import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { type DialectJobs, listDialectJobs } from "../../actions/jobs/list-dialect-jobs.ts";
import type { Job } from "../../domain/job.ts";
import { shownAs } from "../../http/shapes/shown-as.ts";
import type { Services } from "../../services.ts";
import { audioUrlOf } from "./audio-url.ts";
import { type GivenList, ListQuery } from "./list-query.ts";
import { DIALECT } from "./remembered.ts";
import { ListShape } from "./shapes.ts";
import { statesOf } from "./status.ts";
import { transcriptObject } from "./transcript-object.ts";

const USUAL_LIMIT = 10;
const PATH = "/v2/transcript";
const NOTHING: DialectJobs = { jobs: [], older: null, newer: null };

const SCHEMA = {
  operationId: "assemblyaiTranscripts",
  tags: ["assemblyai"],
  summary: "List transcripts, as AssemblyAI's clients ask",
  description: "Those that AssemblyAI's clients submitted, the newest first. `prev_url` leads to older ones.",
  querystring: ListQuery,
  response: { 200: shownAs(ListShape.describe("A page of them.")) },
};

/** `GET /v2/transcript`. */
export const listRoute: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get(PATH, { schema: SCHEMA, config: { scope: "read" } }, async (request, reply) => {
    const { query } = request;
    const page = query.throttled_only
      ? NOTHING
      : await listDialectJobs(services, wantedBy(request.caller.tenant, query));
    reply.header("cache-control", "no-store");
    return pageOf(page, { query, request });
  });
};

const wantedBy = (tenant: string, query: GivenList) => ({
  tenant,
  dialect: DIALECT,
  day: query.created_on,
  limit: query.limit ?? USUAL_LIMIT,
  states: query.status && statesOf(query.status),
  olderThan: query.before_id === undefined ? undefined : { id: query.before_id, createdAt: query.before_at },
  newerThan: query.after_id === undefined ? undefined : { id: query.after_id, createdAt: query.after_at },
});

function pageOf(
  { jobs, older, newer }: DialectJobs,
  { query, request }: { query: GivenList; request: FastifyRequest },
) {
  const address = `${request.publicOrigin}${PATH}`;
  const { limit = USUAL_LIMIT, status, created_on } = query;
  const urlOf = (place: Record<string, string>) => {
    const kept = { limit: `${limit}`, ...(status && { status }), ...(created_on && { created_on }) };
    return `${address}?${new URLSearchParams({ ...kept, ...place })}`;
  };
  return {
    page_details: {
      limit,
      result_count: jobs.length,
      current_url: `${request.publicOrigin}${request.url}`,
      prev_url: older && urlOf({ before_id: older.id, before_at: older.createdAt }),
      next_url: newer && urlOf({ after_id: newer.id, after_at: newer.createdAt }),
    },
    transcripts: jobs.map((job) => itemOf(job, address)),
  };
}

function itemOf(job: Job, address: string) {
  const { id, status, error } = transcriptObject(job, null);
  return {
    id,
    resource_url: `${address}/${id}`,
    status,
    created: job.createdAt.toISOString(),
    completed: job.state === "succeeded" ? (job.finishedAt?.toISOString() ?? null) : null,
    audio_url: audioUrlOf(job),
    error,
  };
}
