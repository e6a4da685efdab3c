import type { z } from "zod";

/** Documents an answer in JSON, and has it written by its shape. */
export function jsonAnswer<Shape extends z.ZodType>(description: string, schema: Shape) {
  return { description, content: { "application/json": { schema } } };
}
