import { z } from "zod";
import type { AskedAs } from "../../domain/job.ts";
import { TEXT_FORMATS } from "./texts.ts";

/** The name under which jobs of this dialect are kept. */
export const DIALECT = "runpod";

const Shape = z.object({
  endpoint: z.string(),
  /** Opened by `/runsync`: such jobs are called otherwise. */
  isSync: z.boolean(),
  /** The model as it was asked for; null where another had to do. */
  model: z.string().nullable(),
  transcription: z.enum(TEXT_FORMATS),
  hasWords: z.boolean(),
  /** What is not done as asked, in plain words. */
  warnings: z.array(z.string()),
});

/** What has to be said again of a request when its job is read. */
export type Remembered = z.output<typeof Shape>;

/** As it is kept with the job. */
export const askedAs = (request: Remembered): AskedAs => ({ dialect: DIALECT, request });

/** What was kept with a job; null where it came in other words. */
export function rememberedOf(asked: AskedAs | null): Remembered | null {
  return asked?.dialect === DIALECT ? Shape.parse(asked.request) : null;
}
