import type { Job } from "../domain/job.ts";
import type { Transcript } from "../domain/transcript.ts";

/** A result as the clients of another service read it. */
export interface ResultForm {
  /** As it is called over HTTP. */
  readonly mediaType: string;
  write(result: { readonly job: Job; readonly transcript: Transcript }): string;
}

/** By the name that `as` gives them. */
export type ResultForms = Readonly<Record<string, ResultForm>>;
