import { isLooping } from "../decoding/looping.ts";
import { type Sample, sample } from "../decoding/sampling.ts";
import type { AttentionRows } from "./alignment.ts";
import { allowed } from "./allowed-tokens.ts";
import type { GraphStep } from "./decoder-graph.ts";
import type { Encoded } from "./encoded.ts";
import type { WhisperFacts } from "./model-facts.ts";

/** One window to decode. */
export interface DecoderRow {
  readonly encoded: Encoded;
  /**
   * Tokens in front of its text, ending with the one that asks for text without timestamps. Rows that are decoded together
   * have equally many.
   */
  readonly prompt: readonly number[];
  /** Positions of it that hold sound. */
  readonly frames: number;
  /** A row that has not ended by then is cut off. */
  readonly maxTokens: number;
  /** Numbers in [0, 1) for the sampling at temperatures above 0; the same for the same window. */
  readonly random: () => number;
}

export interface DecodedRow {
  /** Text tokens, without the end. */
  readonly samples: readonly Sample[];
  /** For each alignment head a row of attention for each token and one more for the end. */
  readonly attention: readonly AttentionRows[];
  readonly noSpeechProbability: number;
}

/** A row while it is being written. */
export interface OpenRow {
  readonly ended: boolean;
  /**
   * Takes the next token from a step, or the end token for a row that has ended: the batch goes on without it.
   * @param place of the row in the batch as it is now
   */
  take(step: GraphStep, place: number): number;
  finish(noSpeechProbability: number): DecodedRow;
}

export function openRow(row: DecoderRow, facts: WhisperFacts, temperature: number): OpenRow {
  const samples: Sample[] = [];
  const attention: Float32Array[][] = facts.alignmentHeads.map(() => []);
  let ended = false;

  return {
    get ended() {
      return ended;
    },
    take(step, place) {
      if (ended) return facts.endToken;
      for (const [head, looked] of attentionOf(step, place, row).entries()) attention[head]?.push(looked);
      const best = temperature === 0 ? step.best(place) : undefined;
      const taken =
        best ?? sample(allowed(step.logits(place, -1), facts, samples.length === 0), temperature, row.random);
      ended = taken.token === facts.endToken || samples.length >= row.maxTokens || isLooping(samples);
      if (ended) return facts.endToken;
      samples.push(taken);
      return taken.token;
    },
    finish: (noSpeechProbability) => ({ samples, attention, noSpeechProbability }),
  };
}

/** What each alignment head looked at from the last position, over the frames that hold sound; empty in plain exports. */
export function attentionOf(step: GraphStep, index: number, { frames }: DecoderRow): Float32Array[] {
  return step.attention(index).map((looked) => looked.slice(0, frames));
}
