import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Transcript } from "../../domain/transcript.ts";
import { type Format, writeTranscript } from "../../exports/formats.ts";
import type { JobJson } from "../shapes/job.ts";
import { jsonParts } from "./json-parts.ts";

/** What each form of a transcript is called over HTTP. */
const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: "application/json",
  txt: "text/plain",
  srt: "application/x-subrip",
  vtt: "text/vtt",
};

/** Sends a transcript as JSON while it is written: alone, or at the end of the job it is of. */
export function sendJson(
  reply: FastifyReply,
  { transcript, job }: { transcript: Transcript; job?: JobJson },
): FastifyReply {
  const document = inReadingOrder(transcript);
  const parts = Readable.from(jsonParts(job ? { ...job, transcript: document } : document), { objectMode: false });
  return reply.code(200).type(`${MEDIA_TYPES.json}; charset=utf-8`).send(parts);
}

/** Sends a transcript as text or subtitles. */
export function sendText(
  reply: FastifyReply,
  { transcript, as }: { transcript: Transcript; as: Exclude<Format, "json"> },
): FastifyReply {
  return reply.code(200).type(`${MEDIA_TYPES[as]}; charset=utf-8`).send(writeTranscript(transcript, as));
}

/** A database keeps the fields of JSON in an order of its own. */
function inReadingOrder(transcript: Transcript): Transcript {
  const { seconds, language, model, task, segments, suppressed, coverage, vocabulary, warnings } = transcript;
  const report = vocabulary && { vocabulary };
  return { seconds, language, model, task, segments, suppressed, coverage, ...report, warnings };
}
