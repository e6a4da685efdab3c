import type { WebhookKind } from "../../domain/webhook.ts";
import { errorOfCode } from "./errors.ts";
import { listened } from "./listened.ts";

/** The name of the kind. */
export const DEEPGRAM_KIND = "deepgram";

/** As Deepgram speaks to callbacks: the answer there would have been, unsigned, to a user with a password where the address named one. */
export const deepgramKind: WebhookKind = {
  wantsResult: true,
  write({ data }, result) {
    const { id, state, error } = data.job;
    // What is told is how it ended then: it may have been retried since, or erased.
    if (state === "succeeded" && result?.transcript)
      return listened({ job: result.job, transcript: result.transcript });
    if (state === "succeeded") return errorOfCode("job-not-found", "The job was erased before this was sent.", id);
    return errorOfCode(error?.code ?? "job-cancelled", error?.detail ?? "The job was cancelled.", id);
  },
  headers: (secret) => (secret === null ? {} : { authorization: `Basic ${Buffer.from(secret).toString("base64")}` }),
};
