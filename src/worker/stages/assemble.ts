import { type Assembled, finishAssemble } from "../../actions/pieces/finish-assemble.ts";
import { deletingUntil } from "../../actions/upkeep/deleting-until.ts";
import type { Database } from "../../database/schema.ts";
import type { JobError } from "../../domain/job.ts";
import type { PrepareOutput, RecogniseInput, RecogniseOutput } from "../../domain/piece.ts";
import { extentOf } from "../../domain/window.ts";
import { assemble, enter, openLedger } from "../../pipeline/ledger.ts";
import type { Stage } from "../stage.ts";

/** Puts the transcript together from what was heard in all stretches. */
export const assembleStage: Stage = async (services, piece, signal) => {
  const assembled = await putTogether(services.db, piece.job);
  // The sound is let go when the job has ended already: who stops waits for no store.
  const blobs = deletingUntil(services.blobs, signal);
  await finishAssemble({ ...services, blobs }, piece, assembled);
};

async function putTogether(db: Database, id: string): Promise<Assembled> {
  const job = await db
    .selectFrom("jobs")
    .select(["parameters", "model", "model_choice", "model_warnings"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const pieces = await db
    .selectFrom("pieces")
    .select(["stage", "state", "input", "output", "error"])
    .where("job_id", "=", id)
    .where("stage", "in", ["prepare", "recognise"])
    .orderBy("stage")
    .orderBy("ordinal")
    .execute();
  const prepared = pieces.find(({ stage }) => stage === "prepare")?.output as PrepareOutput; // written before this piece was ready
  const stretches = pieces.filter(({ stage }) => stage === "recognise");
  const lost = stretches.filter(({ state }) => state !== "done");
  const firstError = lost[0]?.error;
  if (firstError && lost.length === stretches.length) return { state: "failed", error: firstError };
  const ledger = openLedger();
  ledger.quiet.push(...prepared.quiet);
  for (const { state, output } of stretches) if (state === "done") enter(ledger, output as RecogniseOutput); // of recogniseStage
  const warnings = [
    ...job.model_warnings,
    ...prepared.warnings,
    ...new Set(stretches.flatMap(({ output }) => (output as RecogniseOutput | null)?.warnings ?? [])),
    ...lost.map(({ input, error }) => lossOf(input as RecogniseInput, error)), // of emitStretch
  ];
  ledger.warnings.push(...warnings);
  const { language, task } = job.parameters;
  const choice = job.model_choice === null ? {} : { modelChoice: job.model_choice };
  const facts = { seconds: prepared.seconds, language, model: job.model ?? "", ...choice, task };
  const transcript = assemble(ledger, facts, job.parameters);
  return { state: "succeeded", transcript, partial: lost.length > 0 };
}

function lossOf({ windows }: RecogniseInput, error: JobError | null): string {
  const first = windows[0];
  const last = windows.at(-1);
  const from = first ? extentOf(first).start : 0;
  const to = last ? extentOf(last).end : 0;
  const why = error ? `: ${error.detail}` : "";
  return `From ${from.toFixed(1)} s to ${to.toFixed(1)} s the recording could not be recognised${why}`;
}
