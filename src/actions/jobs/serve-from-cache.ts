import { appendEvents } from "../../database/events.ts";
import { endJob } from "../../database/jobs.ts";
import { type EarlierResult, findResult } from "../../database/result-cache.ts";
import type { Transaction } from "../../database/schema.ts";
import type { JobEventBody } from "../../domain/job.ts";
import type { ClaimedPiece, PrepareOutput } from "../../domain/piece.ts";
import type { Transcript } from "../../domain/transcript.ts";
import { takeSeconds } from "../keys/take-quota.ts";
import { appendProgress, endPiece } from "../pieces/finish.ts";
import { keepTranscript } from "../pieces/finish-assemble.ts";

/** Events that are written with one statement. */
const EVENTS_AT_ONCE = 2_000;

/**
 * Ends a job with a copy of the transcript of an earlier one of the same tenant, where there is one with this key. Readers are
 * told what they would have been told otherwise; nothing is recognised. For the transaction that holds its prepare piece.
 * @param asked `why`: of the model that was chosen for this job, null where it was named
 * @returns whether there was one
 */
export async function serveFromCache(
  within: Transaction,
  piece: ClaimedPiece,
  asked: { readonly key: string; readonly why: string | null },
): Promise<boolean> {
  const { job, tenant } = piece;
  const earlier = await findResult(within, { tenant, key: asked.key });
  if (!earlier) return false;
  const transcript = withChoice(earlier.transcript, asked.why);
  const output: PrepareOutput = { seconds: transcript.seconds, quiet: [], warnings: [] };
  await endPiece(within, piece, output);
  await copyFigures(within, job, earlier);
  const { language } = earlier;
  const events: JobEventBody[] = [
    ...(language ? [{ type: "language-detected", ...language } as const] : []),
    ...transcript.segments.map((segment) => ({ type: "segment-final", segment }) as const),
  ];
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE)
    await appendEvents(within, job, events.slice(from, from + EVENTS_AT_ONCE));
  await keepTranscript(within, piece, transcript);
  await appendProgress(within, job);
  return endJob(within, job, { state: "succeeded" });
}

/** The same model may have been named for the one job and chosen for the other. */
function withChoice({ modelChoice: _, ...transcript }: Transcript, why: string | null): Transcript {
  return why === null ? transcript : { ...transcript, modelChoice: why };
}

/** All of it is settled at once, and no piece of recognition was needed for it. */
async function copyFigures(
  within: Transaction,
  job: string,
  { job: from, transcript: { seconds }, speechSeconds }: EarlierResult,
): Promise<void> {
  await within
    .updateTable("jobs")
    .set({
      cached_from: from,
      prepared: true,
      decoded_seconds: seconds,
      total_seconds: seconds,
      speech_seconds: speechSeconds,
      recognised_seconds: speechSeconds,
    })
    .where("id", "=", job)
    .execute();
  await takeSeconds(within, job);
}
