import type { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { describeWrongFields } from "../problems/wrong-fields.ts";

/**
 * Reads what a client sent in a body that Fastify does not check.
 * @throws {Failure} `request-invalid` naming every field that is wrong
 */
export function checked<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => ({
    in: "body" as const,
    field: path.join("."),
    message,
  }));
  throw new Failure("request-invalid", describeWrongFields(wrong), { cause: result.error });
}
