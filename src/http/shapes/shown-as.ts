import { z } from "zod";

/** Documents an answer that is written elsewhere: it is sent as it is, whatever its shape says. */
export function shownAs(shape: z.ZodType): z.ZodType<unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(shape);
  return z.unknown().meta(schema);
}
