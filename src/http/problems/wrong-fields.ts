import type { FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Problem } from "./problems.ts";

type WrongField = NonNullable<Problem["errors"]>[number];

/** The parts of a request in the order they are checked in. The first wrong one ends the check. */
const PARTS = [
  { context: "params", in: "path" },
  { context: "body", in: "body" },
  { context: "querystring", in: "query" },
  { context: "headers", in: "header" },
] as const;

/** Each field of a request that is not as its route's schema wants it, in all parts; null for any other error. */
export function findWrongFields(error: unknown, request: FastifyRequest): WrongField[] | null {
  if (!hasZodFastifySchemaValidationErrors(error)) return null;
  const first = PARTS.findIndex(({ context }) => context === error.validationContext);
  const found = error.validation.map(({ instancePath, message = "is not valid" }) => ({
    in: PARTS[first]?.in ?? "body",
    field: instancePath.slice(1).replaceAll("/", "."),
    message,
  }));
  return [...found, ...PARTS.slice(first + 1).flatMap((part) => checkPart(part, request))];
}

/** The wrong fields in one sentence each. */
export function describeWrongFields(fields: readonly WrongField[]): string {
  return fields.map((wrong) => `${nameOf(wrong)}: ${wrong.message}`).join(". ");
}

const nameOf = (wrong: WrongField) => (wrong.field === "" ? wrong.in : `${wrong.in} ${wrong.field}`);

function checkPart(part: (typeof PARTS)[number], request: FastifyRequest): WrongField[] {
  const schema = request.routeOptions.schema?.[part.context];
  if (!(schema instanceof z.ZodType)) return [];
  const values = {
    params: request.params,
    body: request.body,
    querystring: request.query,
    headers: request.headers,
  };
  const { error } = schema.safeParse(values[part.context]);
  return (error?.issues ?? []).map(({ path, message }) => ({ in: part.in, field: path.join("."), message }));
}
