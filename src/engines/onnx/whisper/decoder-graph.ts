import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { Runtime } from "../../../onnx/session.ts";
import { floatsOf } from "../../../onnx/tensors.ts";
import type { WhisperFacts } from "./model-facts.ts";

/** Positions of the encoder's output for one window: 20 ms each. */
export const ENCODED_FRAMES = 1_500;
const KEY_WIDTH = 64;

/** What one step over the graph gives. */
export interface GraphStep {
  /** The logits of one row at one position; −1 is the last. A view: it may be changed. */
  logits(row: number, position: number): Float32Array;
  /** What an attention head of a row looked at from the last position, by encoder position; absent in plain exports. */
  attention(layer: number, head: number, row: number): Float32Array | undefined;
}

/** A batch on its way through the decoder graph, with its cache of keys and values. */
export interface DecoderBatch {
  /** Feeds tokens, the same number for each row, row after row. */
  step(tokens: readonly number[]): Promise<GraphStep>;
}

/** The merged decoder graph of the Hugging Face layout: the first step without a cache, later ones with it. */
export interface DecoderGraph {
  /** @param encoded the encoder's output of each row, [1500, width] */
  open(encoded: readonly Float32Array[]): DecoderBatch;
}

export function decoderGraph({ Tensor }: Runtime, session: InferenceSession, facts: WhisperFacts): DecoderGraph {
  const fetches = fetchesOf(session, facts);
  const pastNames = session.inputNames.filter((name) => name.startsWith("past_key_values."));

  function stack(encoded: readonly Float32Array[]): Tensor {
    const size = ENCODED_FRAMES * facts.width;
    const all = new Float32Array(encoded.length * size);
    for (const [index, one] of encoded.entries()) all.set(one, index * size);
    return new Tensor("float32", all, [encoded.length, ENCODED_FRAMES, facts.width]);
  }

  return {
    open(encoded) {
      const batch = encoded.length;
      const encoderOutput = stack(encoded);
      const cache: Record<string, Tensor> = {};
      const nothing = [batch, facts.heads, 0, KEY_WIDTH];
      for (const name of pastNames) cache[name] = new Tensor("float32", new Float32Array(0), nothing);
      let isFirst = true;
      return {
        async step(tokens) {
          const feeds = {
            input_ids: new Tensor("int64", BigInt64Array.from(tokens, BigInt), [batch, tokens.length / batch]),
            encoder_hidden_states: encoderOutput,
            use_cache_branch: new Tensor("bool", [!isFirst], [1]),
            ...cache,
          };
          const result = await session.run(feeds, isFirst ? fetches.first : fetches.later);
          isFirst = false;
          for (const name of pastNames) {
            const present = result[name.replace("past_key_values", "present")];
            if (present) cache[name] = present as Tensor; // outputs of this graph are tensors, never sequences
          }
          return readStep(result as Record<string, Tensor>); // as above
        },
      };
    },
  };
}

function fetchesOf({ outputNames }: InferenceSession, { alignmentHeads }: WhisperFacts) {
  const layers = new Set(alignmentHeads.map(([layer]) => `cross_attentions.${layer}`));
  const attentions = outputNames.filter((name) => layers.has(name));
  const first = outputNames.filter((name) => name === "logits" || name.startsWith("present."));
  // The encoder's keys and values do not change after the first step, so they are not fetched again.
  const later = first.filter((name) => !name.includes(".encoder."));
  return { first: [...first, ...attentions], later: [...later, ...attentions] };
}

function readStep(result: Record<string, Tensor>): GraphStep {
  return {
    logits(row, position) {
      const [, length = 1, vocabulary = 0] = result.logits?.dims ?? [];
      const start = (row * length + (position < 0 ? length - 1 : position)) * vocabulary;
      return floatsOf(result.logits).subarray(start, start + vocabulary);
    },
    attention(layer, head, row) {
      const attention = result[`cross_attentions.${layer}`];
      if (!attention) return undefined;
      const [, heads = 0, tokens = 0, positions = 0] = attention.dims;
      const start = ((row * heads + head) * tokens + tokens - 1) * positions;
      return floatsOf(attention).subarray(start, start + positions);
    },
  };
}
