import { type DetectorAnswer, FRAME_SAMPLES, type SpeechDetector } from "../ports/speech-detector.ts";

export interface Recall {
  /** What was said of the first blocks of the recording, in order; it must have been asked in the same blocks. */
  readonly before: readonly DetectorAnswer[];
  /** Told of each block that is heard anew. */
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
  return {
    async listen(samples, memory, signal) {
      const recalled = before[block];
      const fits = recalled?.probabilities.length === samples.length / FRAME_SAMPLES;
      const answer = recalled && fits ? recalled : await detector.listen(samples, memory, signal);
      // Only now: whoever asks again after a failure asks about the same block.
      block++;
      if (answer !== recalled) onHeard(answer);
      return answer;
    },
  };
}
