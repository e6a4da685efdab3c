import type { Conduct } from "../../host/protocol.ts";
import { argMax, logSumExp } from "../decoding/sampling.ts";
import { beamSearch } from "./beam-search.ts";
import type { DecoderGraph } from "./decoder-graph.ts";
import { type DecodedRow, type DecoderRow, openRow } from "./decoder-row.ts";
import type { Encoded } from "./encoded.ts";
import type { WhisperFacts } from "./model-facts.ts";

type Turn = Conduct["turn"];

/** Whisper's decoder over a batch of windows. */
export interface Decoder {
  /**
   * Writes the tokens of each row, one step for all rows at a time, until every row has ended.
   * @param turn awaited before every step
   */
  decode(rows: readonly DecoderRow[], temperature: number, turn: Turn): Promise<DecodedRow[]>;

  /** The likeliest text of one window, with `width` texts followed at once: slower and surer than `decode`. */
  search(row: DecoderRow, width: number, turn: Turn): Promise<DecodedRow>;

  /** Probability of each language by code for a window or a slice of one, from one step over the start token. */
  languageProbabilities(window: Encoded): Promise<Map<string, number>>;
}

/** A batch goes on without its finished rows once they are this share of it; each time costs a copy of its cache. */
const FULL_ENOUGH = 0.75;

export function createDecoder(graph: DecoderGraph, facts: WhisperFacts): Decoder {
  return {
    async decode(rows, temperature, turn) {
      const batch = graph.open(rows.map((row) => row.encoded));
      const open = rows.map((row) => openRow(row, facts, temperature));
      await turn();
      let step = await batch.step(rows.flatMap(({ prompt }) => prompt));
      const start = rows[0]?.prompt.indexOf(facts.startToken) ?? 0;
      const noSpeech = rows.map((_, index) => probabilityOf(step.logits(index, start), facts.noSpeechToken));
      let places = [...open.keys()];
      for (;;) {
        let tokens = places.map((row, place) => open[row]?.take(step, place) ?? facts.endToken);
        const going = [...places.keys()].filter((place) => !open[places[place] ?? -1]?.ended);
        if (going.length === 0) break;
        if (going.length <= places.length * FULL_ENOUGH) {
          batch.select(going);
          [tokens, places] = [going.map((place) => tokens[place] ?? 0), going.map((place) => places[place] ?? 0)];
        }
        await turn();
        step = await batch.step(tokens, temperature === 0 ? "best" : "logits");
      }
      return open.map((row, index) => row.finish(noSpeech[index] ?? 0));
    },

    async search(row, width, turn) {
      const batch = graph.open([row.encoded]);
      await turn();
      const first = await batch.step(row.prompt);
      const noSpeechProbability = probabilityOf(
        first.logits(0, row.prompt.indexOf(facts.startToken)),
        facts.noSpeechToken,
      );
      return { ...(await beamSearch({ batch, first, row, facts, width }, turn)), noSpeechProbability };
    },

    async languageProbabilities(window) {
      const step = await graph.open([window]).step([facts.startToken]);
      return languagesOf(step.logits(0, -1), facts.languages);
    },
  };
}

function probabilityOf(logits: Float32Array, token: number): number {
  return Math.exp((logits[token] ?? Number.NEGATIVE_INFINITY) - logSumExp(logits, logits[argMax(logits)] ?? 0));
}

function languagesOf(logits: Float32Array, languages: ReadonlyMap<string, number>): Map<string, number> {
  const known = [...languages].map(([code, token]) => ({ code, logit: logits[token] ?? Number.NEGATIVE_INFINITY }));
  const largest = Math.max(...known.map(({ logit }) => logit));
  const sum = known.reduce((total, { logit }) => total + Math.exp(logit - largest), 0);
  return new Map(known.map(({ code, logit }) => [code, Math.exp(logit - largest) / sum]));
}
