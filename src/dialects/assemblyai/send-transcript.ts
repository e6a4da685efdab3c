import type { FastifyReply } from "fastify";
import type { Job } from "../../domain/job.ts";
import type { Transcript } from "../../domain/transcript.ts";
import { sayWarnings } from "../../http/answers/warnings-header.ts";
import { transcriptObject } from "./transcript-object.ts";

/** Answers with a transcript, or with what is to be said of one that is `gone`. */
export function sendTranscript(
  reply: FastifyReply,
  job: Job,
  transcript: Transcript | null,
  gone: { readonly text?: null; readonly audio_url?: string } = {},
): FastifyReply {
  const shown = transcriptObject(job, transcript);
  return sayWarnings(reply, shown.warnings)
    .header("x-scribewell-job", job.id)
    .header("cache-control", "no-store")
    .type("application/json; charset=utf-8")
    .send(JSON.stringify({ ...shown, ...gone }));
}
