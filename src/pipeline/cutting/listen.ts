import { SAMPLE_RATE } from "../../domain/audio.ts";
import {
  type DetectorAnswer,
  type DetectorMemory,
  FRAME_SAMPLES,
  type SpeechDetector,
} from "../../ports/speech-detector.ts";
import { retryLost } from "../recognising/retry-lost.ts";
import { amplified, quietRuns, withRun } from "./quiet-speech.ts";

/** A stretch of sound with the probability of speech for each of its frames. */
export interface HeardSound {
  /** A whole number of frames; the last stretch of a recording is filled up with silence. Very quiet speech is made louder. */
  readonly samples: Float32Array;
  readonly probabilities: Float32Array;
  /** Length without the filling. */
  readonly seconds: number;
}

/** Frames asked about at once: 8 s, so that the first text does not wait for more. */
const BLOCK_SAMPLES = 250 * FRAME_SAMPLES;

/**
 * Asks the detector about a recording, block by block, and about what may be very quiet speech a second time, louder.
 * Survives the death of the detector's process.
 */
export async function* listen(
  detector: Pick<SpeechDetector, "listen">,
  samples: AsyncIterable<Float32Array>,
  signal: AbortSignal,
): AsyncIterable<HeardSound> {
  let memory: DetectorMemory | null = null;
  for await (const { block, length } of inBlocks(samples)) {
    const before: DetectorMemory | null = memory;
    const ask = (sound: Float32Array) => retryLost(() => detector.listen(sound, before, signal), signal);
    const heard: DetectorAnswer = await ask(block);
    memory = heard.memory;
    let sound = { samples: block, probabilities: heard.probabilities };
    // Far from the microphone people are 40 dB quieter than near it, and a detector takes them for silence.
    for (const run of quietRuns(block, heard.probabilities)) {
      const samples = amplified(block, run.gain);
      sound = withRun(sound, { samples, probabilities: (await ask(samples)).probabilities }, run);
    }
    yield { ...sound, seconds: length / SAMPLE_RATE };
  }
}

/** Gathers chunks of any size into blocks of one size, the last filled up to a whole frame. */
async function* inBlocks(samples: AsyncIterable<Float32Array>): AsyncIterable<{ block: Float32Array; length: number }> {
  let block = new Float32Array(BLOCK_SAMPLES);
  let length = 0;
  for await (const chunk of samples) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + BLOCK_SAMPLES - length);
      block.set(part, length);
      length += part.length;
      at += part.length;
      if (length < BLOCK_SAMPLES) continue;
      yield { block, length };
      block = new Float32Array(BLOCK_SAMPLES);
      length = 0;
    }
  }
  if (length > 0) yield { block: block.slice(0, Math.ceil(length / FRAME_SAMPLES) * FRAME_SAMPLES), length };
}
