import { emitStretch } from "../../actions/pieces/emit-stretch.ts";
import { finishPrepare } from "../../actions/pieces/finish-prepare.ts";
import { settleModel } from "../../actions/pieces/settle-model.ts";
import { wasTranscribed } from "../../database/result-cache.ts";
import type { CoverageEntry } from "../../domain/coverage.ts";
import { askedOf, type JobParameters, type JobSource } from "../../domain/job.ts";
import type { ClaimedPiece } from "../../domain/piece.ts";
import { sourceExtension } from "../../domain/source-extension.ts";
import { cutRecording } from "../../pipeline/cutting/cut-recording.ts";
import type { PieceEvent } from "../../pipeline/cutting/pieces.ts";
import { lengthWithin } from "../../pipeline/cutting/time-range.ts";
import type { Engine } from "../../ports/engine.ts";
import type { OpenRecording } from "../../ports/recordings.ts";
import type { Services } from "../../services.ts";
import { recallHeard } from "../recall-heard.ts";
import type { Stage } from "../stage.ts";

/**
 * Looks at a recording, decodes it, finds the speech, and gives out each stretch as soon as it is cut. None of that where an
 * earlier job has the text.
 */
export const prepareStage: Stage = async (services, piece, signal, giveWay) => {
  const job = await services.db
    .selectFrom("jobs")
    .select(["recording", "source", "parameters"])
    .where("id", "=", piece.job)
    .executeTakeFirstOrThrow();
  // What could be read before can be read: then the model is settled at once, as the text may be there already.
  const early = (await cameBefore(services, piece, job.recording))
    ? await settleModel(services, piece, signal)
    : undefined;
  if (early?.isServed) return;
  const file = await openRecording(services, piece, job, signal);
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  try {
    const { seconds: claimed } = await services.decoder.probe(file.path, signal);
    const settled = early ?? (await settleModel(services, piece, signal));
    if (settled.isServed) return;
    const totalSeconds = lengthWithin(claimed, job.parameters);
    // The file can be read: from here on the model loads while the first window is cut.
    settled.engine.warm(totalSeconds);
    await prepare(services, piece, { ...settled, ...job, path: file.path, totalSeconds, giveWay }, ending);
  } finally {
    // Whoever left, and why: nothing may go on decoding.
    stop.abort(new Error("The piece has ended"));
    await file.dispose();
  }
};

/** Not asked where no result is kept for later jobs. */
async function cameBefore(
  { db, resultCache }: Services,
  { tenant, job }: ClaimedPiece,
  recording: string | null,
): Promise<boolean> {
  return resultCache !== undefined && recording !== null && wasTranscribed(db, { tenant, job, recording });
}

interface Preparation extends Pick<Cutting, "totalSeconds" | "giveWay"> {
  readonly engine: Engine;
  readonly pieceWindows: number;
  readonly parameters: JobParameters;
  readonly path: string;
}

async function prepare(
  services: Services,
  piece: ClaimedPiece,
  { engine, pieceWindows, parameters, path, totalSeconds, giveWay }: Preparation,
  signal: AbortSignal,
): Promise<void> {
  const { decoder } = services;
  const heard = await recallHeard(services, piece, signal);
  const damage: string[] = [];
  const onWarning = (message: string) => void damage.push(message);
  const options = { ...askedOf(parameters), path, pieceWindows, onWarning };
  const events = cutRecording({ decoder, detector: heard.detector, abilities: engine.abilities }, options, signal);
  const { seconds, quiet } = await giveOut(
    services,
    piece,
    { events, totalSeconds, giveWay, keep: heard.keep },
    signal,
  );
  await finishPrepare(services, piece, { seconds, quiet, warnings: damage });
}

async function openRecording(
  { blobs }: Services,
  { tenant }: ClaimedPiece,
  { recording, source }: { readonly recording: string | null; readonly source: JobSource },
  signal: AbortSignal,
): Promise<OpenRecording> {
  if (recording === null) throw new Error("A recording is prepared after it has come");
  return blobs.open({ tenant, digest: recording }, { signal, extension: sourceExtension(source) });
}

interface Cutting {
  readonly events: AsyncIterable<PieceEvent>;
  readonly totalSeconds: number | null;
  readonly giveWay: () => Promise<void>;
  /** Keeps what was heard, now and then. */
  readonly keep: () => Promise<void>;
}

async function giveOut(
  services: Services,
  piece: ClaimedPiece,
  { events, totalSeconds, giveWay, keep }: Cutting,
  signal: AbortSignal,
): Promise<{ seconds: number; quiet: CoverageEntry[] }> {
  const quiet: CoverageEntry[] = [];
  let seconds = 0;
  let ordinal = 0;
  for await (const event of events) {
    // Nobody pulls meanwhile, so decoder and detector come to rest too.
    await giveWay();
    if (event.type === "quiet") quiet.push(event.entry);
    else if (event.type === "cut") {
      seconds = event.seconds;
      await keep();
    } else {
      await emitStretch(services, piece, { ordinal, ...event.piece, decodedSeconds: seconds, totalSeconds }, signal);
      ordinal++;
    }
  }
  return { seconds, quiet };
}
