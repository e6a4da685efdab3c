import { rootMeanSquare } from "../../domain/audio.ts";
import { fromPcm, toPcm } from "../../domain/pcm.ts";
import { FRAME_SAMPLES } from "../../ports/speech-detector.ts";

/** Frames in which something too quiet to be told from silence goes on, `to` excluded. */
export interface QuietRun {
  readonly from: number;
  readonly to: number;
  /** What makes it as loud as speech usually is. */
  readonly gain: number;
}

/** Below this a detector heard no speech. */
const UNHEARD = 0.35;
const SPEECH = 0.5;
/** Two seconds: the pauses of a speaker are shorter. */
const LEAST_FRAMES = 62;
/** The ends of a run belong to the speech around it. */
const EDGE_FRAMES = 6;
/** Levels in dB of full scale: what is louder would have been heard, what is quieter is the noise of a converter. */
const LOUDEST = -38;
const QUIETEST = -72;
/** Speech comes and goes: so much lies between its loud and its quiet frames. Hum and hiss are even. */
const LEAST_RANGE = 12;
const USUAL = -24;

/**
 * Runs in which something comes and goes that may be speech, very quiet: the whole block where it is all quiet, else where
 * a detector heard nothing.
 */
export function quietRuns(samples: Float32Array, probabilities: Float32Array): QuietRun[] {
  const whole = measured(samples, 0, probabilities.length);
  if (whole) return [whole];
  const runs: QuietRun[] = [];
  let from = 0;
  for (let frame = 0; frame <= probabilities.length; frame++) {
    if ((probabilities[frame] ?? 1) < UNHEARD) continue;
    const run = measured(samples, from, frame);
    if (run) runs.push(run);
    from = frame + 1;
  }
  return runs;
}

function measured(samples: Float32Array, from: number, to: number): QuietRun | undefined {
  if (to - from < LEAST_FRAMES) return undefined;
  const levels: number[] = [];
  for (let frame = from + EDGE_FRAMES; frame < to - EDGE_FRAMES; frame++)
    levels.push(levelOf(samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES)));
  levels.sort((a, b) => a - b);
  const at = (share: number) => levels[Math.floor(share * (levels.length - 1))] ?? Number.NEGATIVE_INFINITY;
  const loud = at(0.95);
  if (loud > LOUDEST || loud < QUIETEST || loud - at(0.2) < LEAST_RANGE) return undefined;
  return { from, to, gain: 10 ** ((USUAL - loud) / 20) };
}

/** Far below the noise of any converter; silence has no logarithm. */
const NOTHING = 1e-12;

const levelOf = (frame: Float32Array): number => 10 * Math.log10(rootMeanSquare(frame) ** 2 + NOTHING);

/**
 * A block as loud as a run in it should be; what is loud already is cut off at full scale. In steps of 16 bits, as sound is
 * kept: what is recognised at once and what is kept first must be the same.
 */
export const amplified = (samples: Float32Array, gain: number): Float32Array =>
  fromPcm(toPcm(samples.map((sample) => sample * gain)));

interface Heard {
  readonly samples: Float32Array;
  readonly probabilities: Float32Array;
}

/** What was heard, with a run taken from what was heard louder; as it was where there is no speech in the run either way. */
export function withRun(heard: Heard, louder: Heard, { from, to }: QuietRun): Heard {
  const found = louder.probabilities.subarray(from, to);
  if (found.every((probability) => probability < SPEECH)) return heard;
  const probabilities = heard.probabilities.slice();
  probabilities.set(found, from);
  const samples = heard.samples.slice();
  samples.set(louder.samples.subarray(from * FRAME_SAMPLES, to * FRAME_SAMPLES), from * FRAME_SAMPLES);
  return { samples, probabilities };
}
