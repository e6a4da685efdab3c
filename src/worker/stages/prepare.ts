import { extname } from "node:path";
import { emitStretch } from "../../actions/emit-stretch.ts";
import { finishPrepare } from "../../actions/finish-prepare.ts";
import { settleModel } from "../../actions/settle-model.ts";
import type { CoverageEntry } from "../../domain/coverage.ts";
import { askedOf, type JobSource } from "../../domain/job.ts";
import type { ClaimedPiece } from "../../domain/piece.ts";
import { cutRecording } from "../../pipeline/cutting/cut-recording.ts";
import type { PieceEvent } from "../../pipeline/cutting/pieces.ts";
import { lengthWithin } from "../../pipeline/cutting/time-range.ts";
import type { OpenRecording } from "../../ports/recordings.ts";
import type { Services } from "../../services.ts";
import { recallHeard } from "../recall-heard.ts";
import type { Stage } from "../stage.ts";

/** Looks at a recording, decodes it, finds the speech, and gives out each stretch as soon as it is cut. */
export const prepareStage: Stage = async (services, piece, signal, giveWay) => {
  const { decoder } = services;
  const job = await services.db
    .selectFrom("jobs")
    .select(["recording", "source", "parameters"])
    .where("id", "=", piece.job)
    .executeTakeFirstOrThrow();
  const file = await openRecording(services, piece, job, signal);
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  try {
    const { seconds: claimed } = await decoder.probe(file.path, signal);
    const totalSeconds = lengthWithin(claimed, job.parameters);
    const { engine, pieceWindows } = await settleModel(services, piece, signal);
    // The file can be read: from here on the model loads while the first window is cut.
    engine.warm(totalSeconds);
    const heard = await recallHeard(services, piece, signal);
    const damage: string[] = [];
    const onWarning = (message: string) => void damage.push(message);
    const options = { ...askedOf(job.parameters), path: file.path, pieceWindows, onWarning };
    const events = cutRecording({ decoder, detector: heard.detector, abilities: engine.abilities }, options, ending);
    const { seconds, quiet } = await giveOut(
      services,
      piece,
      { events, totalSeconds, giveWay, keep: heard.keep },
      ending,
    );
    await finishPrepare(services, piece, { seconds, quiet, warnings: damage });
  } finally {
    // Whoever left, and why: nothing may go on decoding.
    stop.abort(new Error("The piece has ended"));
    await file.dispose();
  }
};

async function openRecording(
  { blobs }: Services,
  { tenant }: ClaimedPiece,
  { recording, source }: { readonly recording: string | null; readonly source: JobSource },
  signal: AbortSignal,
): Promise<OpenRecording> {
  if (recording === null) throw new Error("A recording is prepared after it has come");
  return blobs.open({ tenant, digest: recording }, { signal, extension: extensionOf(source) });
}

/** Some formats are known by their extension alone. */
function extensionOf(source: JobSource): string | undefined {
  const name = source.kind === "upload" ? source.name : new URL(source.url).pathname;
  const extension = extname(name ?? "");
  return /^\.[a-z0-9]{1,8}$/i.test(extension) ? extension : undefined;
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
