import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { ACCESS_ANSWERS, SECURITY_SCHEMES, transformRoute } from "./openapi-access.ts";

const DESCRIPTION = `Speech to text on your own machine: a recording in, text, subtitles and word times out.

Send a recording to \`POST /api/v1/transcribe\`. Short ones are answered at once with \`?wait=60\`; for others follow the
job by its events and fetch its result when it has succeeded.

Every failure is answered with [problem details](https://www.rfc-editor.org/rfc/rfc9457) whose \`code\` does not change
between releases: see [all codes](/docs/errors). What clients of other services ask is answered as those services would.`;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

const ACCESS = Object.entries(ACCESS_ANSWERS);

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const responseNamed = (name: string) => ({ $ref: `#/components/responses/${name}` });

type TransformObject = NonNullable<FastifyDynamicSwaggerOptions["transformObject"]>;

/**
 * How the OpenAPI document is made of the routes' schemas and of what they need of who asks. Any failure is the one response
 * `Problem`, but of routes that say themselves how they fail.
 */
export function openapiOptions(version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Scribewell", version, description: DESCRIPTION, license: { name: "Apache-2.0" } },
      servers: [{ url: "/", description: "This server" }],
      tags: [
        { name: "transcription", description: "A recording in, a job or its result out" },
        { name: "jobs", description: "Follow, fetch, cancel, erase" },
        { name: "batches", description: "Many recordings in one request" },
        { name: "webhooks", description: "Be told what becomes of jobs" },
        { name: "keys", description: "Who may ask, and what was done by whom" },
        { name: "users", description: "People, and how they sign in" },
        { name: "models", description: "What it can be done with" },
        {
          name: "openai",
          description: "The same for clients of OpenAI: change their base URL to that of this server with /v1",
        },
        {
          name: "deepgram",
          description: "The same for clients of Deepgram: change their base URL to that of this server",
        },
        {
          name: "assemblyai",
          description: "The same for clients of AssemblyAI: change their base URL to that of this server",
        },
        {
          name: "runpod",
          description: "The same for clients of RunPod: change their base URL to that of this server with /v2",
        },
        { name: "operation", description: "For those who run the service" },
      ],
      components: {
        securitySchemes: SECURITY_SCHEMES,
        responses: {
          Problem: problem("It failed; `code` says why."),
          ...Object.fromEntries(ACCESS.map(([, { name, description }]) => [name, problem(description)])),
        },
      },
    },
    transform: transformRoute,
    transformObject: (document) => withoutUnused(withFailures(jsonSchemaTransformObject(document))),
  };
}

type Document = ReturnType<TransformObject>;
type Operation = NonNullable<NonNullable<Document["paths"]>[string]>["get"];

function withFailures(document: Document): Document {
  for (const path of Object.values(document.paths ?? {})) for (const method of METHODS) addFailures(path?.[method]);
  return document;
}

function addFailures(operation: Operation): void {
  if (!operation?.responses) return;
  const { responses, security } = operation;
  const own = responses.default;
  responses.default ??= responseNamed("Problem");
  if (!security) return;
  for (const [status, { name, brief }] of ACCESS)
    responses[status] = own ? { ...own, description: brief } : responseNamed(name);
}

/** Each named schema is given as what goes in and as what comes out; most are only one of them. */
function withoutUnused(document: Document): Document {
  if (!("components" in document) || document.components?.schemas === undefined) return document;
  const { schemas } = document.components;
  const text = JSON.stringify(document);
  const used = Object.entries(schemas).filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
  if (used.length === Object.keys(schemas).length) return document;
  Object.assign(document.components, { schemas: Object.fromEntries(used) });
  return withoutUnused(document);
}
