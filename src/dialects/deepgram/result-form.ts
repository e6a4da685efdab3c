import type { ResultForm } from "../../http/result-form.ts";
import { listened } from "./listened.ts";

/** The answer of `POST /v1/listen`: as it was asked for there, for other jobs with `punctuate` and `utterances`. */
export const deepgramForm: ResultForm = {
  mediaType: "application/json",
  write: (result) => JSON.stringify(listened(result)),
};
