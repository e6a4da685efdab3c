import { sql } from "kysely";
import { addPiece } from "../../database/add-piece.ts";
import { hasSound, keepBlob } from "../../database/blobs.ts";
import { promotePieces } from "../../database/promote.ts";
import type { Database, Transaction } from "../../database/schema.ts";
import { writeAs } from "../../database/write-as.ts";
import { secondsOf } from "../../domain/audio.ts";
import { toPcm } from "../../domain/pcm.ts";
import {
  type ClaimedPiece,
  type RecogniseInput,
  SMALL_PIECE_SECONDS,
  SMALL_RECORDING_SECONDS,
  type StoredWindow,
} from "../../domain/piece.ts";
import type { Window } from "../../domain/window.ts";
import type { Services } from "../../services.ts";
import { takeSeconds } from "../keys/take-quota.ts";
import { appendProgress, tell } from "./finish.ts";

/** Sound that is ready to be recognised while the recording is still being decoded. */
export interface Stretch {
  /** Counted from 0 through the recording. */
  readonly ordinal: number;
  readonly windows: readonly Window[];
  /** Counted from 0, where channels are heard apart. */
  readonly channel?: number;
  readonly decodedSeconds: number;
  /** As the file claims; null where it does not. */
  readonly totalSeconds: number | null;
}

/**
 * Gives out a stretch of a recording with its recognise piece. One that an earlier attempt has given out stays as it is.
 * @throws {PieceTaken}; `disk-full`, `quota-reached`
 */
export async function emitStretch(
  { db, blobs, bell, news, limits }: Pick<Services, "db" | "blobs" | "bell" | "news" | "limits">,
  piece: ClaimedPiece,
  stretch: Stretch,
  signal: AbortSignal,
): Promise<void> {
  if (await isGivenOut(db, piece.job, stretch)) return;
  const sound = Buffer.concat(stretch.windows.map(({ samples }) => toPcm(samples)));
  const blob = await blobs.receive(piece.tenant, sound, { maxBytes: limits.maxUploadBytes, signal });
  try {
    const ready = await writeAs(db, piece, async (within) => {
      const isNew = await addPiece(within, piece, {
        stage: "recognise",
        ordinal: stretch.ordinal,
        state: "waiting",
        small: isSmall(stretch),
        seconds: soundOf(stretch.windows),
        input: inputOf(stretch, blob.digest),
      });
      const isWanted = isNew || (await replaceLost(within, piece.job, stretch, blob.digest));
      if (isWanted) await keepBlob(within, blob, { tenant: piece.tenant, job: piece.job, purpose: "stretch" });
      if (isNew) await countStretch(within, piece.job, stretch);
      return promotePieces(within, piece.job);
    });
    await tell({ bell, news }, piece.job, ready);
  } finally {
    await blob.discard();
  }
}

/** Its piece is there, and is past waiting or has its sound. Nothing is written, so it matters to nobody who asks. */
async function isGivenOut(db: Database, job: string, { ordinal }: Stretch): Promise<boolean> {
  const found = await db
    .selectFrom("pieces")
    .select("id")
    .where("job_id", "=", job)
    .where("stage", "=", "recognise")
    .where("ordinal", "=", ordinal)
    .where((eb) => eb.or([eb("state", "!=", "waiting"), hasSound(job)]))
    .executeTakeFirst();
  return found !== undefined;
}

/** The sound of a stretch that is still to be recognised may have been released: what is cut now takes its place. */
async function replaceLost(within: Transaction, job: string, stretch: Stretch, digest: string): Promise<boolean> {
  const replaced = await within
    .updateTable("pieces")
    .set({ input: inputOf(stretch, digest) })
    .where("job_id", "=", job)
    .where("stage", "=", "recognise")
    .where("ordinal", "=", stretch.ordinal)
    .where("state", "=", "waiting")
    .where(({ not }) => not(hasSound(job)))
    .returning("id")
    .executeTakeFirst();
  return replaced !== undefined;
}

function inputOf({ windows, channel }: Stretch, digest: string): string {
  const input: RecogniseInput = {
    sound: digest,
    windows: storedWindows(windows),
    speechSeconds: speechOf(windows),
    ...(channel !== undefined && { channel }),
  };
  return JSON.stringify(input);
}

async function countStretch(within: Transaction, job: string, stretch: Stretch): Promise<void> {
  await within
    .updateTable("jobs")
    .set((eb) => ({
      pieces_known: eb("pieces_known", "+", 1),
      speech_seconds: eb("speech_seconds", "+", speechOf(stretch.windows)),
      decoded_seconds: sql<number>`greatest(decoded_seconds, ${stretch.decodedSeconds})`,
      // A file that makes no claim has no length until it has been decoded.
      total_seconds: sql<number>`case when ${stretch.totalSeconds}::float8 is null then total_seconds
        else greatest(${stretch.totalSeconds}::float8, ${stretch.decodedSeconds}, total_seconds) end`,
    }))
    .where("id", "=", job)
    .execute();
  await takeSeconds(within, job);
  await appendProgress(within, job);
}

function storedWindows(windows: readonly Window[]): StoredWindow[] {
  let from = 0;
  return windows.map(({ index, parts, speech, samples }) => {
    const stored = { index, parts, speech, from, to: from + samples.length };
    from = stored.to;
    return stored;
  });
}

/** The first window of a recording is given early too: somebody may be waiting for its text. */
function isSmall({ ordinal, windows, totalSeconds }: Stretch): boolean {
  const isShort = totalSeconds !== null && totalSeconds <= SMALL_RECORDING_SECONDS;
  return (ordinal === 0 || isShort) && soundOf(windows) <= SMALL_PIECE_SECONDS;
}

const soundOf = (windows: readonly Window[]): number =>
  windows.reduce((sum, { samples }) => sum + samples.length / 16_000, 0);

const speechOf = (windows: readonly Window[]): number =>
  windows.flatMap(({ speech }) => speech).reduce((sum, span) => sum + secondsOf(span), 0);
