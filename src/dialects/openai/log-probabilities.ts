import type { Segment } from "../../domain/transcript.ts";

/** How sure one word is: the logarithm of the mean probability of its tokens. */
export interface LogProbability {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[];
}

/** The logarithm of a confidence; of one that is 0, that of a very small one. */
export const logProbability = (confidence: number): number => Math.log(Math.max(confidence, 1e-6));

/** Of every word; null where the engine did not tell it of each. */
export function logProbabilities(segments: readonly Segment[]): LogProbability[] | null {
  const found: LogProbability[] = [];
  for (const { text, words } of segments) {
    if (!words && text.trim() !== "") return null;
    for (const word of words ?? []) {
      if (word.confidence === undefined) return null;
      const token = found.length === 0 ? word.text.trim() : ` ${word.text.trim()}`;
      found.push({ token, logprob: logProbability(word.confidence), bytes: [...Buffer.from(token)] });
    }
  }
  return found;
}
