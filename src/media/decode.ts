import { SAMPLE_RATE } from "../domain/audio.ts";
import { Failure } from "../domain/failure.ts";
import type { DecodeEvent } from "../ports/media.ts";
import { type ChannelPlan, channelPlan } from "./channel-plan.ts";
import { damageWatch } from "./damage.ts";
import { checkLength } from "./decode-limits.ts";
import { inputArguments, outputArguments } from "./ffmpeg-arguments.ts";
import { startFfmpeg } from "./ffmpeg-process.ts";
import type { Ffmpeg } from "./find-ffmpeg.ts";
import { channelsOf } from "./pcm.ts";
import type { ProbedFacts } from "./probe.ts";
import { unreadable } from "./unreadable.ts";

/** What decoding one file needs to know beside its path. */
export interface DecodeOptions {
  readonly channels: "mixed" | "apart";
  readonly facts: ProbedFacts;
  readonly fileBytes: number;
  readonly maxHours: number;
  readonly stallMs: number;
  readonly signal: AbortSignal;
}

/** Decodes the first sound stream of a probed file. What it promises is `MediaDecoder.decode`. */
export async function* decode(ffmpeg: Ffmpeg, path: string, options: DecodeOptions): AsyncGenerator<DecodeEvent> {
  const { facts, signal, stallMs } = options;
  const plan = channelPlan(facts.sound[0]?.channels ?? 1, options.channels);
  if (plan.warning !== undefined) yield { type: "warning", message: plan.warning };
  const watch = damageWatch();
  const run = startFfmpeg(ffmpeg, commandFor(path, plan), { signal, stallMs, onLine: watch.line });
  let samples = 0;
  try {
    for await (const channels of channelsOf(run.output, plan.channels)) {
      samples += channels[0]?.length ?? 0;
      checkLength(samples / SAMPLE_RATE, options);
      yield { type: "samples", channels };
    }
    const { ok, stalled } = await run.ended;
    signal.throwIfAborted();
    if (stalled)
      throw new Failure("media-unreadable", "The decoder got stuck in the file. Export the recording again.");
    if (samples === 0) throw nothing(ok, watch.faults());
    const claimedSeconds = facts.estimated ? null : facts.seconds;
    const damage = watch.report({ ok, decodedSeconds: samples / SAMPLE_RATE, claimedSeconds });
    if (damage !== null) yield { type: "warning", message: damage };
  } finally {
    await run.stop();
  }
}

function commandFor(path: string, plan: ChannelPlan): string[] {
  return [...inputArguments(path, "level+warning"), ...outputArguments(plan.arguments)];
}

function nothing(ok: boolean, faults: readonly string[]): Failure {
  if (!ok || faults.length > 0) return unreadable(faults);
  return new Failure(
    "media-empty",
    "The sound stream of the file has nothing in it. Check that recording was not stopped at once.",
  );
}
