import type { components, operations } from "./schema.ts";

type Schemas = components["schemas"];

/** One request for a transcription. */
export type Job = Schemas["Job"];
export type JobState = Schemas["JobState"];
export type JobPage = Schemas["JobPage"];
/** What happens to a job. A service that is newer may tell of more kinds: let them pass. */
export type JobEvent = Schemas["JobEvent"];
/** What became of a whole recording. */
export type Transcript = Schemas["Transcript"];
export type Segment = Schemas["Segment"];
/** A recording that is kept for jobs to come. */
export type Upload = Schemas["Upload"];
/** What was erased with a job. */
export type Receipt = Schemas["Receipt"];
/** What the service says of a request it refuses (RFC 9457). */
export type Problem = Schemas["Problem"];

/** The forms in which the service writes a transcript. */
export type ResultForm = NonNullable<NonNullable<operations["readResult"]["parameters"]["query"]>["as"]>;

type Requested = operations["transcribe"]["requestBody"]["content"]["application/json"];

/** What may be asked of a transcription, as `POST /api/v1/transcribe` takes it. */
export type Asked = {
  readonly [Name in keyof Omit<Requested, "url" | "audio">]: Requested[Name] extends (infer Entry)[] | undefined
    ? readonly Entry[]
    : Requested[Name];
};
