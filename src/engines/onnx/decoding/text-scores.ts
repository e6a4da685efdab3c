import { compressionRatio } from "../../../domain/compression-ratio.ts";
import type { Sample } from "./sampling.ts";

/** Above this a text repeats itself; the value is OpenAI's. */
const TOO_COMPRESSIBLE = 2.4;
/** Below this the model was guessing; the value is OpenAI's. */
const TOO_UNSURE = -1;
/** Below this a search among several texts pays. */
const DOUBTFUL = -0.4;
/** Above this an unsure text is taken for silence, and another try would only guess again. */
const SILENT = 0.6;

export interface TextScores {
  readonly averageLogProbability: number;
  readonly compressionRatio: number;
}

/** Mean log probability counts the end token as OpenAI does, so that one short sure word is not judged by itself alone. */
export function scoreText(text: string, samples: readonly Sample[]): TextScores {
  const sum = samples.reduce((total, { logProbability }) => total + logProbability, 0);
  return { averageLogProbability: sum / (samples.length + 1), compressionRatio: compressionRatio(text) };
}

/** Whether a search among several texts is likely to find a better one. */
export function isDoubtful({ averageLogProbability, compressionRatio }: TextScores): boolean {
  return averageLogProbability < DOUBTFUL || compressionRatio > TOO_COMPRESSIBLE;
}

/** Whether the window deserves another try at a higher temperature. */
export function needsAnotherTry(
  { averageLogProbability, compressionRatio }: TextScores,
  noSpeechProbability: number,
): boolean {
  if (compressionRatio > TOO_COMPRESSIBLE) return true;
  return averageLogProbability < TOO_UNSURE && noSpeechProbability <= SILENT;
}
