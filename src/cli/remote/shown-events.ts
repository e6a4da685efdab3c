import type { Job, JobEvent, Sighting } from "../../client/index.ts";
import type { ShownEvent } from "../transcribing/progress-view.ts";

/** What a person is shown of a job at a service, as of a transcription on this machine. */
export function shownEvents(sighting: Sighting): ShownEvent[] {
  if (sighting.type === "lost") return [{ type: "state", state: "the service is away, trying again" }];
  if (sighting.type === "job") {
    const { state, progress } = sighting.job;
    return [state === "queued" ? { type: "state", state: "queued" } : progressOf(progress)];
  }
  return shownOf(sighting.event);
}

function shownOf(event: JobEvent): ShownEvent[] {
  switch (event.type) {
    case "job-queued":
      return [{ type: "state", state: "queued" }];
    case "job-started":
      return [{ type: "state", state: "reading" }];
    case "model-chosen":
      return [{ type: "model", model: event.model, ...(event.why !== undefined && { why: event.why }) }];
    case "language-detected":
      return [{ type: "language", language: event.language, probability: event.probability }];
    case "segment-final":
      return [{ type: "segment", segment: event.segment }];
    case "warning":
      return [{ type: "warning", message: event.message }];
    case "progress":
      return [progressOf(event.progress)];
    case "job-succeeded":
    case "job-failed":
    case "job-cancelled":
      return [];
    default:
      // Of a newer service.
      return [];
  }
}

function progressOf({
  fraction,
  recognisedSeconds,
  decodedSeconds,
  totalSeconds,
}: Pick<Job["progress"], "fraction" | "recognisedSeconds" | "decodedSeconds" | "totalSeconds">): ShownEvent {
  // A service counts speech, which may be far less than the recording: the fraction is what moves evenly.
  const settledSeconds = totalSeconds === null ? recognisedSeconds : fraction * totalSeconds;
  return { type: "progress", settledSeconds, decodedSeconds, totalSeconds };
}
