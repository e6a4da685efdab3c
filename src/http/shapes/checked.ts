import type { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { readFields } from "../problems/read-fields.ts";
import { describeWrongFields, wrongFields } from "../problems/wrong-fields.ts";

/**
 * Reads what a client sent in a body that Fastify does not check.
 * @throws {Failure} `request-invalid` naming every field that is wrong
 */
export function checked<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const read = readFields(shape, value);
  if ("value" in read) return read.value;
  throw new Failure("request-invalid", describeWrongFields(wrongFields("body", read.faults)));
}
