import type { Job } from "../../domain/job.ts";
import type { Transcript } from "../../domain/transcript.ts";
import type { Remembered } from "./remembered.ts";

/** What an answer says of itself. Models have no numbers here: they are called by their names. */
export function metadataOf(
  { job, transcript }: { job: Job; transcript: Transcript },
  { asked, channels }: { asked: Remembered; channels: number },
) {
  const { model, seconds } = transcript;
  const warnings = [...asked.warnings, ...transcript.warnings.map(ownWarning)];
  return {
    transaction_key: "deprecated",
    request_id: job.id,
    ...(job.digest !== null && { sha256: job.digest }),
    created: job.createdAt.toISOString(),
    duration: seconds,
    channels,
    models: [model],
    model_info: { [model]: { name: model, version: "", arch: model.slice(0, model.indexOf("/")) } },
    ...(warnings.length > 0 && { warnings }),
    ...(asked.tags.length > 0 && { tags: asked.tags }),
    ...(Object.keys(asked.extra).length > 0 && { extra: asked.extra }),
  };
}

/** What turned out later is not about one parameter. */
const ownWarning = (message: string) => ({ type: "not_as_asked", message });
