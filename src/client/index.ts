export { createClient, type ScribewellClient } from "./create-client.ts";
export type { FollowOptions, Sighting } from "./follow-job.ts";
export type { LinkOptions as ClientOptions } from "./link.ts";
export type { Content, Recording, SentRecording } from "./recording.ts";
export type { components, operations, paths } from "./schema.ts";
export { ScribewellError } from "./scribewell-error.ts";
export type { SendOptions } from "./send.ts";
export type {
  Asked,
  Job,
  JobEvent,
  JobPage,
  JobState,
  Problem,
  Receipt,
  ResultForm,
  Segment,
  Transcript,
  Upload,
} from "./shapes.ts";
export type { SubmitOptions } from "./submit.ts";
export type { TranscribeOptions, WaitOptions } from "./transcribe.ts";
export type { TypedApi } from "./typed-api.ts";
