import { buffer } from "node:stream/consumers";
import { finishRecognise } from "../../actions/pieces/finish-recognise.ts";
import { measureSpeed } from "../../actions/pieces/measure-speed.ts";
import { askedOf } from "../../domain/job.ts";
import { fromPcm } from "../../domain/pcm.ts";
import { type ClaimedPiece, type RecogniseInput, SMALL_RECORDING_SECONDS } from "../../domain/piece.ts";
import type { Window } from "../../domain/window.ts";
import { engineOptions } from "../../pipeline/recognising/engine-options.ts";
import { recognise } from "../../pipeline/recognising/recognise.ts";
import { settle, sureLanguage } from "../../pipeline/recognising/settle.ts";
import type { Engine } from "../../ports/engine.ts";
import type { Services } from "../../services.ts";
import type { Stage } from "../stage.ts";

/** Recognises the windows of one stretch. */
export const recogniseStage: Stage = async (services, piece, signal) => {
  const job = await services.db
    .selectFrom("jobs")
    .select(["parameters", "model", "language", "total_seconds", "key_id"])
    .where("id", "=", piece.job)
    .executeTakeFirstOrThrow();
  const asked = askedOf(job.parameters);
  const engine = await openEngine(services, job.model, signal);
  const input = piece.input as RecogniseInput; // what emitStretch has written
  const windows = await readWindows(services, piece, { ...input, signal });
  const options = {
    ...engineOptions(asked),
    ...(job.language !== null && { likelyLanguage: job.language }),
    payer: { tenant: piece.tenant, key: job.key_id },
    urgency: urgencyOf(piece, job.total_seconds),
  };
  const started = performance.now();
  const { heard, language, warnings, heardBy } = await recognise(engine, { windows }, options, signal);
  const wallSeconds = (performance.now() - started) / 1000;
  const settled = settle(heard, asked, input.channel);
  await finishRecognise(services, piece, {
    output: { ...settled, warnings },
    language: job.language === null ? sureLanguage(language, settled) : null,
    speechSeconds: input.speechSeconds,
  });
  // What another engine took says nothing of this one.
  if (heardBy === null)
    await measureSpeed(services, { model: engine.name, speechSeconds: input.speechSeconds, wallSeconds });
};

async function openEngine({ models, engines }: Services, name: string | null, signal: AbortSignal): Promise<Engine> {
  if (name === null) throw new Error("A stretch is recognised after its model was chosen");
  return engines.open(await models.require(name, { signal }));
}

async function readWindows(
  { blobs }: Services,
  { tenant }: ClaimedPiece,
  { sound, windows, signal }: RecogniseInput & { readonly signal: AbortSignal },
): Promise<Window[]> {
  const samples = fromPcm(await buffer(await blobs.read({ tenant, digest: sound }, undefined, { signal })));
  return windows.map(({ index, parts, speech, from, to }) => ({
    index,
    parts,
    speech,
    samples: samples.slice(from, to),
  }));
}

/** A short recording goes before the first window of a long one and who has nothing at work yet, and they before the rest. */
function urgencyOf({ small, newcomer }: ClaimedPiece, totalSeconds: number | null): number {
  if (!small) return newcomer ? 1 : 0;
  return totalSeconds !== null && totalSeconds <= SMALL_RECORDING_SECONDS ? 2 : 1;
}
