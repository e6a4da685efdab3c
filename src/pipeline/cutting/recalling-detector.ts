import { type DetectorAnswer, FRAME_SAMPLES, type SpeechDetector } from "../../ports/speech-detector.ts";

export interface Recall {
  /** What was said of the first blocks of the recording, in order; it must have been asked in the same blocks. */
  readonly before: readonly DetectorAnswer[];
  /** Told of each block after those, unless one of them was found to be another. */
  readonly onHeard: (answer: DetectorAnswer) => void;
}

/**
 * A detector for one recording that repeats what was heard of it before, and listens from there on: whoever was cut off
 * need not listen to it all again, and finds the same.
 */
export function recallingDetector(
  detector: Pick<SpeechDetector, "listen">,
  { before, onHeard }: Recall,
): Pick<SpeechDetector, "listen"> {
  let block = 0;
  // What was decoded before may have been cut off elsewhere: from a block of another length on nothing of it holds.
  let isSame = true;
  return {
    async listen(samples, memory, signal) {
      const recalled = before[block];
      isSame &&= recalled === undefined || recalled.probabilities.length === samples.length / FRAME_SAMPLES;
      const answer = recalled && isSame ? recalled : await detector.listen(samples, memory, signal);
      // Only now: whoever asks again after a failure asks about the same block.
      block++;
      if (answer !== recalled && isSame) onHeard(answer);
      return answer;
    },
  };
}
