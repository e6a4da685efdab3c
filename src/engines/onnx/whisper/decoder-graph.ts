import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { Runtime } from "../../../onnx/session.ts";
import { floatsOf } from "../../../onnx/tensors.ts";
import type { Sample } from "../decoding/sampling.ts";
import { allowedTokens } from "./allowed-tokens.ts";
import { type Encoded, gatherRows, stackRows } from "./encoded.ts";
import type { WhisperFacts } from "./model-facts.ts";

const KEY_WIDTH = 64;

/** What one step over the graph gives. */
export interface GraphStep {
  /** The logits of one row at one position; −1 is the last. A view: it may be changed. */
  logits(row: number, position: number): Float32Array;
  /** The likeliest token of a row at the last position, where the graph itself chooses: in ours, greedily. */
  best(row: number): Sample | undefined;
  /** What each alignment head of a row looked at from the last position, by encoder position; none in plain exports. */
  attention(row: number): Float32Array[];
}

/** A batch on its way through the decoder graph, with its cache of keys and values. */
export interface DecoderBatch {
  /**
   * Feeds tokens, the same number for each row, row after row.
   * @param wanted `logits`, or the `best` token where the graph gives it: all else is then left where it is
   */
  step(tokens: readonly number[], wanted?: "logits" | "best"): Promise<GraphStep>;
  /**
   * Goes on with these rows, by their index: rows may be left out, or repeated and reordered within one window. As many rows
   * as before are taken for those of the same windows in the same order. After the first step only.
   */
  select(rows: readonly number[]): void;
}

/** The decoder in either layout: that of Hugging Face's merged graph, or that of `tools/export-whisper`. */
export interface DecoderGraph {
  open(windows: readonly Encoded[]): DecoderBatch;
}

export function decoderGraph(runtime: Runtime, session: InferenceSession, facts: WhisperFacts): DecoderGraph {
  const { Tensor } = runtime;
  const { inputNames } = session;
  const fetches = fetchesOf(session, facts);
  const pastNames = inputNames.filter((name) => name.startsWith("past"));
  // The merged graph holds the first step and all later ones apart.
  const hasBranches = inputNames.includes("use_cache_branch");
  // Ours chooses tokens itself.
  const maskOf = (isFirst: boolean) => new Tensor("float32", allowedTokens(facts, isFirst), [facts.vocabulary]);
  const masks = inputNames.includes("allowed") ? { first: maskOf(true), later: maskOf(false) } : undefined;

  return {
    open(windows) {
      let batch = windows.length;
      let encoded = stackRows(runtime, windows);
      const cache: Record<string, Tensor> = {};
      for (const name of pastNames)
        cache[name] = new Tensor("float32", new Float32Array(0), [batch, facts.heads, 0, KEY_WIDTH]);
      let isFirst = true;

      async function run(tokens: readonly number[], wanted: "logits" | "best"): Promise<Record<string, Tensor>> {
        const feeds: Record<string, Tensor> = {
          input_ids: new Tensor("int64", BigInt64Array.from(tokens, BigInt), [batch, tokens.length / batch]),
          ...encoded,
          ...cache,
        };
        if (hasBranches) feeds.use_cache_branch = new Tensor("bool", [!isFirst], [1]);
        if (masks) feeds.allowed = isFirst ? masks.first : masks.later;
        const result = await session.run(feeds, isFirst ? fetches.first : fetches[wanted]);
        isFirst = false;
        return result as Record<string, Tensor>; // outputs of these graphs are tensors, never sequences
      }

      return {
        async step(tokens, wanted = "logits") {
          const result = await run(tokens, wanted);
          for (const name of pastNames) {
            const present = result[presentOf(name)];
            if (present) cache[name] = present;
          }
          return readStep(result, facts);
        },
        select(rows) {
          // Rows that are repeated or reordered within a window share what the encoder gave; only a new number of rows moves it.
          const isResized = rows.length !== batch;
          const move = (tensors: Readonly<Record<string, Tensor>>) =>
            Object.fromEntries(
              Object.entries(tensors).map(([name, tensor]) => [
                name,
                isResized || !isOfEncoder(name) ? gatherRows(runtime, tensor, rows) : tensor,
              ]),
            );
          Object.assign(cache, move(cache));
          if (isResized) encoded = move(encoded);
          batch = rows.length;
        },
      };
    },
  };
}

const presentOf = (past: string): string => past.replace(/^past(_key_values)?/, "present");

/** Keys and values of the encoder's output, which the merged graph makes in its first step. */
const isOfEncoder = (name: string): boolean => name.includes(".encoder.");

function fetchesOf({ outputNames }: InferenceSession, { alignmentHeads }: WhisperFacts) {
  const layers = new Set(alignmentHeads.map(([layer]) => `cross_attentions.${layer}`));
  const kept = outputNames.filter((name) => name.startsWith("present."));
  const attentions = outputNames.filter((name) => name === "alignment" || layers.has(name));
  const best = outputNames.filter((name) => name.startsWith("best"));
  // The encoder's keys and values do not change after the first step, so they are not fetched again.
  const later = [...kept.filter((name) => !isOfEncoder(name)), ...attentions];
  return {
    first: ["logits", ...best, ...kept, ...attentions],
    logits: ["logits", ...later],
    best: best.length > 0 ? [...best, ...later] : ["logits", ...later],
  };
}

function readStep(result: Readonly<Record<string, Tensor>>, { alignmentHeads }: WhisperFacts): GraphStep {
  return {
    logits(row, position) {
      const [, length = 1, vocabulary = 0] = result.logits?.dims ?? [];
      const start = (row * length + (position < 0 ? length - 1 : position)) * vocabulary;
      return floatsOf(result.logits).subarray(start, start + vocabulary);
    },
    best(row) {
      const token = result.best?.data[row];
      const logProbability = result.best_log_probability?.data[row];
      if (token === undefined || logProbability === undefined) return undefined;
      return { token: Number(token), logProbability: Number(logProbability) };
    },
    attention(row) {
      const { alignment } = result;
      if (alignment) return alignmentHeads.map((_, index) => lastPosition(alignment, row, index));
      return alignmentHeads.flatMap(([layer, head]) => {
        const attention = result[`cross_attentions.${layer}`];
        return attention ? [lastPosition(attention, row, head)] : [];
      });
    },
  };
}

/** Of a tensor [rows, heads, tokens, frames], what a head of a row holds for the last token. A view. */
function lastPosition(tensor: Tensor, row: number, head: number): Float32Array {
  const [, heads = 0, tokens = 0, frames = 0] = tensor.dims;
  const start = ((row * heads + head) * tokens + tokens - 1) * frames;
  return floatsOf(tensor).subarray(start, start + frames);
}
