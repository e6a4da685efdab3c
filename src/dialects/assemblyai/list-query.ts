import { z } from "zod";
import { STATUSES } from "./status.ts";

/** AssemblyAI's clients write what was left out as an empty text. */
const given = <Value>(shape: z.ZodType<Value>) =>
  z
    .string()
    .transform((text) => (text === "" ? undefined : text))
    .pipe(shape.optional() as z.ZodType<Value | undefined, string | undefined>) // each of them reads text
    .optional();

const moment = given(z.iso.datetime({ precision: 6 }).startsWith("2"));

/** Which transcripts are listed. */
export const ListQuery = z.object({
  limit: given(z.coerce.number().int().min(1).max(200)).meta({ description: "1 to 200; 10 when left out." }),
  status: given(z.enum(STATUSES)),
  created_on: given(z.iso.date()).meta({ description: "A day (UTC), such as 2030-01-31." }),
  before_id: given(z.string().max(100)).meta({ description: "Older than this one." }),
  after_id: given(z.string().max(100)).meta({ description: "Newer than this one." }),
  before_at: moment.meta({ description: "When `before_id` was made, for where it is erased meanwhile." }),
  after_at: moment.meta({ description: "The same of `after_id`." }),
  throttled_only: given(z.stringbool()).meta({ description: "Nothing is ever throttled: the list is empty." }),
});

export type GivenList = z.output<typeof ListQuery>;
