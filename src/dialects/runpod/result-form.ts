import type { ResultForm } from "../../http/result-form.ts";
import { outputOf } from "./output.ts";

/** The `output` of RunPod's worker for Whisper. */
export const runpodForm: ResultForm = {
  mediaType: "application/json",
  write: ({ job, transcript }) => JSON.stringify(outputOf(job.askedAs, transcript)),
};
