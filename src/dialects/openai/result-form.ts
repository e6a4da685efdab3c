import type { ResultForm } from "../../http/result-form.ts";
import { verboseJson } from "./verbose-json.ts";

/** `verbose_json` with times of segments and of words. */
export const openaiVerboseForm: ResultForm = {
  mediaType: "application/json",
  write: ({ transcript }) => JSON.stringify(verboseJson(transcript, { hasSegments: true, hasWords: true })),
};
