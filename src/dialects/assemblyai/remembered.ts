import { z } from "zod";
import type { AskedAs, Job } from "../../domain/job.ts";
import { CustomSpelling } from "./custom-spelling.ts";

/** The name under which jobs of this dialect are kept. */
export const DIALECT = "assemblyai";

const Shape = z.object({
  /** Parameters that are said again as they came; a header's value is never among them. */
  echo: z.looseObject({ audio_url: z.string(), custom_spelling: CustomSpelling.nullish() }),
  /** What is not done as asked, in plain words. */
  warnings: z.array(z.string()),
});

/** What has to be said again of a request when its job is read. */
export type Remembered = z.output<typeof Shape>;

/** As it is kept with the job. */
export const askedAs = (request: Remembered): AskedAs => ({ dialect: DIALECT, request });

/** What was kept with a job; null where it came in other words. */
export function rememberedOf({ askedAs: asked }: Pick<Job, "askedAs">): Remembered | null {
  return asked?.dialect === DIALECT ? Shape.parse(asked.request) : null;
}
