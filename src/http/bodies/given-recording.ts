import type { RequestedRecording } from "../../actions/jobs/request-transcription.ts";
import type { GivenOptions } from "../shapes/transcription-options.ts";

/** What a body holds: a recording, received or to be fetched, and the options that came with it. */
export interface GivenRecording {
  readonly recording: RequestedRecording;
  readonly options: GivenOptions;
}
