import type { ResultForm } from "../../http/result-form.ts";
import { respelled } from "./respelled.ts";
import { transcriptObject } from "./transcript-object.ts";

/** The object of `GET /v2/transcript/{id}`, of any job. */
export const assemblyaiForm: ResultForm = {
  mediaType: "application/json",
  write: ({ job, transcript }) => JSON.stringify(transcriptObject(job, respelled(job, transcript))),
};
