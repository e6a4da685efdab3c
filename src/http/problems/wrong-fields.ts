import type { FastifyRequest, FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import type { Problem } from "./problems.ts";
import { type FieldFault, readFields } from "./read-fields.ts";

type WrongField = NonNullable<Problem["errors"]>[number];

/** The parts of a request in the order they are checked in. The first wrong one ends the check. */
const PARTS = [
  { context: "params", in: "path" },
  { context: "body", in: "body" },
  { context: "querystring", in: "query" },
  { context: "headers", in: "header" },
] as const;

/** What a part of a request fails of. */
class WrongPart extends Error {
  readonly faults: readonly FieldFault[];
  /** Which part, as Fastify notes it. */
  validationContext?: string;

  constructor(faults: readonly FieldFault[]) {
    super("A part of the request is not as its schema wants it");
    this.faults = faults;
  }
}

/** Has Fastify check the parts of requests by schemas of Zod. */
export const compileCheck: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (given) => {
    const read = readFields(schema, given);
    return "faults" in read ? { error: new WrongPart(read.faults) } : { value: read.value };
  };

/** Each field of a request that is not as its route's schema wants it, in all parts; null for any other error. */
export function findWrongFields(error: unknown, request: FastifyRequest): WrongField[] | null {
  if (!(error instanceof WrongPart)) return null;
  const first = PARTS.findIndex(({ context }) => context === error.validationContext);
  const found = wrongFields(PARTS[first]?.in ?? "body", error.faults);
  return [...found, ...PARTS.slice(first + 1).flatMap((part) => checkPart(part, request))];
}

/** Faults as fields of a part of a request. */
export const wrongFields = (part: WrongField["in"], faults: readonly FieldFault[]): WrongField[] =>
  faults.map(({ path, message }) => ({ in: part, field: path.join("."), message }));

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
  const read = readFields(schema, values[part.context]);
  return "faults" in read ? wrongFields(part.in, read.faults) : [];
}
