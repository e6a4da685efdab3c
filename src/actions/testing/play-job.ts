import { sql } from "kysely";
import { claimPiece } from "../../database/claim.ts";
import { readEvents } from "../../database/events.ts";
import { type ClaimedPiece, LANE_OF, type Stage } from "../../domain/piece.ts";
import type { Window } from "../../domain/window.ts";
import type { Services } from "../../services.ts";
import { receiveRecording } from "../jobs/receive-recording.ts";
import { requestTranscription, type TranscriptionRequest } from "../jobs/request-transcription.ts";
import { emitStretch, type Stretch } from "../pieces/emit-stretch.ts";
import { finishAssemble } from "../pieces/finish-assemble.ts";
import { finishPrepare } from "../pieces/finish-prepare.ts";
import { finishRecognise } from "../pieces/finish-recognise.ts";

/** A signal that never comes. */
export const never = new AbortController().signal;

/** Whose jobs the tests are about. */
export const TENANT = "local";

/** Opens a job for a recording of these bytes. */
export async function submit(
  services: Services,
  { content = "a recording", ...rest }: Partial<TranscriptionRequest> & { content?: string } = {},
): Promise<string> {
  const tenant = rest.tenant ?? TENANT;
  const blob = await receiveRecording(services, { tenant, content: Buffer.from(content), signal: never });
  const recording = { kind: "received", blob, name: "talk.mp3", mediaType: "audio/mpeg" } as const;
  return (await requestTranscription(services, { tenant, recording, options: {}, ...rest })).id;
}

/** Claims the best piece of a stage. @throws when there is none */
export async function claim({ db }: Services, stage: Stage): Promise<ClaimedPiece> {
  const piece = await claimPiece(db, { lane: LANE_OF[stage], smallOnly: false, worker: "test" });
  if (piece?.stage !== stage) throw new Error(`Nothing to claim for ${stage}: ${piece?.stage}`);
  return piece;
}

/** A stretch of one window: five seconds of sound of its own, two of them speech. */
export function stretch(ordinal: number, loudness = 0.5): Stretch {
  const start = ordinal * 5;
  const window: Window = {
    index: ordinal,
    samples: new Float32Array(80_000).fill(loudness - ordinal / 100),
    parts: [{ offset: 0, start, seconds: 5 }],
    speech: [{ start: start + 1, end: start + 3 }],
  };
  return { ordinal, windows: [window], decodedSeconds: start + 5, totalSeconds: null };
}

/** Prepares a job: claims its prepare piece, gives out so many stretches, ends it. */
export async function prepare(services: Services, stretches: number): Promise<ClaimedPiece> {
  const piece = await claim(services, "prepare");
  await services.db.updateTable("jobs").set({ model: "test/model" }).where("id", "=", piece.job).execute();
  for (let n = 0; n < stretches; n++) await emitStretch(services, piece, stretch(n), never);
  await endPrepare(services, piece, stretches * 5);
  return piece;
}

/** Gives out two stretches of a recording that claims this length, and goes on. */
export async function emitTwo(services: Services, totalSeconds: number): Promise<void> {
  const piece = await claim(services, "prepare");
  await services.db.updateTable("jobs").set({ model: "test/model" }).where("id", "=", piece.job).execute();
  for (let n = 0; n < 2; n++) await emitStretch(services, piece, { ...stretch(n), totalSeconds }, never);
}

export const endPrepare = (services: Services, piece: ClaimedPiece, seconds: number): Promise<void> =>
  finishPrepare(services, piece, { seconds, quiet: [], warnings: [] });

/** Ends a recognise piece with one segment. */
export async function hear(
  services: Services,
  piece: ClaimedPiece,
  { text = `text ${piece.ordinal}`, language }: { text?: string; language?: string } = {},
): Promise<void> {
  const start = piece.ordinal * 5;
  await finishRecognise(services, piece, {
    output: { segments: [{ start: start + 1, end: start + 3, text }], suppressed: [], warnings: [] },
    language: language === undefined ? null : { language, probability: 0.9 },
    speechSeconds: 2,
  });
}

/** Ends a job with what was heard of it. */
export async function putTogether(services: Services, piece: ClaimedPiece): Promise<void> {
  const stretches = await services.db
    .selectFrom("pieces")
    .select("state")
    .where("job_id", "=", piece.job)
    .where("stage", "=", "recognise")
    .execute();
  const partial = stretches.some(({ state }) => state !== "done");
  const transcript = { seconds: 5, language: "en", model: "test/model", task: "transcribe" } as const;
  const empty = { segments: [], suppressed: [], coverage: [], warnings: [] };
  await finishAssemble(services, piece, { state: "succeeded", transcript: { ...transcript, ...empty }, partial });
}

/** Runs a job to its end. */
export async function complete(services: Services, stretches = 2): Promise<void> {
  await prepare(services, stretches);
  for (let n = 0; n < stretches; n++) await hear(services, await claim(services, "recognise"), { language: "en" });
  await putTogether(services, await claim(services, "assemble"));
}

/** States of a job's recognise pieces, in order, or of all pieces of a stage. */
export async function statesOf({ db }: Services, job: string, stage: Stage = "recognise"): Promise<string[]> {
  const rows = await db
    .selectFrom("pieces")
    .select("state")
    .where("job_id", "=", job)
    .where("stage", "=", stage)
    .orderBy("ordinal")
    .execute();
  return rows.map(({ state }) => state);
}

/** Every event of a job, by type. */
export async function eventTypes({ db }: Services, job: string): Promise<string[]> {
  return (await readEvents(db, { job, after: 0, limit: 10_000 })).map(({ type }) => type);
}

/** Lets every lease run out. */
export const expireLeases = ({ db }: Services): Promise<unknown> =>
  sql`update pieces set lease_until = now() - interval '1 second' where state = 'running'`.execute(db);

/** Ends every pause. */
export const endPauses = ({ db }: Services): Promise<unknown> =>
  sql`update pieces set run_after = now(), state = 'ready' where state = 'paused'`.execute(db);
