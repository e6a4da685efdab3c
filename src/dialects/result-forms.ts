import type { ResultForms } from "../http/result-form.ts";
import { assemblyaiForm } from "./assemblyai/result-form.ts";
import { deepgramForm } from "./deepgram/result-form.ts";
import { openaiVerboseForm } from "./openai/result-form.ts";
import { runpodForm } from "./runpod/result-form.ts";

/** Whoever submitted a job and in whatever words, its result can be read in these. */
export const resultForms: ResultForms = {
  "openai.verbose_json": openaiVerboseForm,
  deepgram: deepgramForm,
  assemblyai: assemblyaiForm,
  runpod: runpodForm,
};
