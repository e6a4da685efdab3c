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
  /** Goes on with these rows of one window, by their index: rows may be left out or repeated. After the first step only. */
  select(rows: readonly number[]): void;
}

/** The merged decoder graph of the Hugging Face layout: the first step without a cache, later ones with it. */
export interface DecoderGraph {
  /** @param encoded the encoder's output of each row, [1500, width] */
  open(encoded: readonly Float32Array[]): DecoderBatch;
}

export function decoderGraph(runtime: Runtime, session: InferenceSession, facts: WhisperFacts): DecoderGraph {
  const { Tensor } = runtime;
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
      let batch = encoded.length;
      let encoderOutput = stack(encoded);
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
        select(rows) {
          // Rows that are repeated or reordered within a window share what the encoder gave; only a new number of rows moves it.
          const moved = rows.length === batch ? pastNames.filter((name) => !name.includes(".encoder.")) : pastNames;
          for (const name of moved) cache[name] = gatherRows(runtime, cache[name], rows);
          if (rows.length !== batch) encoderOutput = gatherRows(runtime, encoderOutput, rows);
          batch = rows.length;
        },
      };
    },
  };
}

/** Rows of a tensor along its first dimension, as a new tensor. */
function gatherRows({ Tensor }: Runtime, tensor: Tensor | undefined, rows: readonly number[]): Tensor {
  const [count = 1, ...rest] = tensor?.dims ?? [];
  const data = floatsOf(tensor);
  const size = data.length / count;
  const gathered = new Float32Array(rows.length * size);
  for (const [index, row] of rows.entries()) gathered.set(data.subarray(row * size, (row + 1) * size), index * size);
  return new Tensor("float32", gathered, [rows.length, ...rest]);
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
