import { releaseBlobs } from "../../database/blobs.ts";
import { appendEvents, newWarnings } from "../../database/events.ts";
import { endJob } from "../../database/jobs.ts";
import type { Transaction } from "../../database/schema.ts";
import type { JobError } from "../../domain/job.ts";
import type { ClaimedPiece } from "../../domain/piece.ts";
import type { Transcript } from "../../domain/transcript.ts";
import type { Services } from "../../services.ts";
import { finish } from "./finish.ts";

/** What became of a job in the end. */
export type Assembled =
  | { readonly state: "succeeded"; readonly transcript: Transcript; readonly partial: boolean }
  /** Not one stretch could be recognised. */
  | { readonly state: "failed"; readonly error: JobError };

/** Ends an assemble piece and with it the job. @throws {PieceTaken} */
export async function finishAssemble(
  services: Pick<Services, "db" | "blobs" | "bell" | "news" | "log">,
  piece: ClaimedPiece,
  assembled: Assembled,
): Promise<void> {
  const { job } = piece;
  await finish(services, piece, {}, async (within) => {
    if (assembled.state === "succeeded") await keepTranscript(within, piece, assembled.transcript);
    await endJob(within, job, assembled);
  });
  services.log.info({ job, state: assembled.state }, "job ended");
  // A partial job may be retried: its sound stays until the sweeper takes it.
  if (assembled.state === "succeeded" && !assembled.partial) await releaseBlobs(services, { job, purpose: "stretch" });
}

/** Keeps the transcript of a job, with what readers have not been told of its warnings, and the language of most of it. */
export async function keepTranscript(
  within: Transaction,
  { job, tenant }: ClaimedPiece,
  transcript: Transcript,
): Promise<void> {
  const warnings = await newWarnings(within, job, transcript.warnings);
  await appendEvents(
    within,
    job,
    warnings.map((message) => ({ type: "warning", message }) as const),
  );
  await within
    .insertInto("transcripts")
    .values({ job_id: job, tenant_id: tenant, document: JSON.stringify(transcript) })
    // Of a partial job that was retried.
    .onConflict((oc) => oc.column("job_id").doUpdateSet((eb) => ({ document: eb.ref("excluded.document") })))
    .execute();
  // Until now it was what the first speech was likely in.
  if (transcript.language !== null)
    await within.updateTable("jobs").set({ language: transcript.language }).where("id", "=", job).execute();
}
