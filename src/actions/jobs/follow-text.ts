import type { RecogniseOutput } from "../../domain/piece.ts";
import type { TranscriptionEvent } from "../../domain/transcription.ts";
import type { Services } from "../../services.ts";
import type { JobName } from "./read-job.ts";
import { readTranscript } from "./read-transcript.ts";
import { watchJob } from "./watch-job.ts";

/** What is told of a job to somebody who reads along. */
type TextEvent = Extract<TranscriptionEvent, { readonly type: "segment" | "transcript" }>;

/**
 * The text of a job in the order in which it was spoken: each segment as soon as all that comes before it is settled, then
 * the transcript. Ends without one when the signal comes.
 * @throws {Failure} `job-not-found`; where it ends without a text `job-failed`, `job-cancelled`
 */
export async function* followText(
  services: Pick<Services, "db" | "jobs" | "news">,
  name: JobName & { signal: AbortSignal },
): AsyncGenerator<TextEvent> {
  let ordinal = 0;
  let told = 0;
  for await (const event of watchJob(services, { ...name, after: 0 })) {
    if (event.type !== "progress") continue;
    for (let heard = await heardIn(services, name, ordinal); heard; heard = await heardIn(services, name, ++ordinal))
      for (const segment of heard.segments) {
        yield { type: "segment", segment };
        told = segment.end;
      }
  }
  if (name.signal.aborted) return;
  const { transcript } = await readTranscript(services, name);
  // What no piece told of: text that an earlier job gave, or pieces that were given up.
  for (const segment of transcript.segments) if (segment.start >= told) yield { type: "segment", segment };
  yield { type: "transcript", transcript };
}

/** What was recognised in a stretch of a recording; undefined while that is not done. */
async function heardIn(
  { db }: Pick<Services, "db">,
  { tenant, id }: JobName,
  ordinal: number,
): Promise<RecogniseOutput | undefined> {
  const row = await db
    .selectFrom("pieces")
    .select("output")
    .where("job_id", "=", id)
    .where("tenant_id", "=", tenant)
    .where("stage", "=", "recognise")
    .where("ordinal", "=", ordinal)
    .where("state", "=", "done")
    .executeTakeFirst();
  return row?.output as RecogniseOutput | undefined; // as its stage writes it
}
