import { z } from "zod";
import type { AskedAs } from "../../domain/job.ts";

/** The name under which jobs of this dialect are kept. */
const DIALECT = "deepgram";

const Warning = z.object({ parameter: z.string(), type: z.string(), message: z.string() });

const Shape = z.object({
  isPunctuated: z.boolean(),
  hasParagraphs: z.boolean(),
  /** Seconds of a pause between utterances; null where none are asked for. */
  utteranceSplit: z.number().nullable(),
  tellsLanguage: z.boolean(),
  search: z.array(z.string()),
  replacements: z.array(z.object({ find: z.string(), by: z.string() })),
  tags: z.array(z.string()),
  extra: z.record(z.string(), z.string()),
  warnings: z.array(Warning),
});

/** What is not done as asked, as Deepgram writes it. */
export type Warning = z.output<typeof Warning>;

/** How an answer is to be written, and what has to be said again in it. */
export type Remembered = z.output<typeof Shape>;

/** What is said by one word in place of what was heard. */
export type Replacement = Remembered["replacements"][number];

/** As it is kept with the job. */
export const askedAs = (request: Remembered): AskedAs => ({ dialect: DIALECT, request });

/** What was kept with a job; null where it came in other words. */
export function rememberedOf(asked: AskedAs | null): Remembered | null {
  return asked?.dialect === DIALECT ? Shape.parse(asked.request) : null;
}
