import type { Conduct } from "../../host/protocol.ts";
import { bestSamples, type Sample } from "../decoding/sampling.ts";
import { allowed } from "./allowed-tokens.ts";
import type { DecoderBatch, GraphStep } from "./decoder-graph.ts";
import { attentionOf, type DecodedRow, type DecoderRow } from "./decoder-row.ts";
import type { WhisperFacts } from "./model-facts.ts";

/** One token of a path, with what the alignment heads looked at when it was chosen. Paths share their beginnings. */
interface Node {
  readonly before: Node | undefined;
  readonly sample: Sample;
  readonly attention: readonly Float32Array[];
}

interface Path {
  readonly last: Node | undefined;
  /** Sum of log probabilities. */
  readonly score: number;
  readonly length: number;
}

interface FinishedPath extends Path {
  readonly endAttention: readonly Float32Array[];
}

interface Search {
  readonly row: DecoderRow;
  readonly facts: WhisperFacts;
  readonly width: number;
}

/** A path one token longer, before it is known whether it is kept. */
interface Candidate {
  readonly parent: number;
  readonly path: Path;
  readonly sample: Sample;
  readonly attention: readonly Float32Array[];
}

/**
 * Follows the likeliest `width` texts of one window at once and gives the one with the best mean log probability.
 * @param batch one row, after its first step
 * @param first that step
 */
export async function beamSearch(
  { batch, first, ...search }: Search & { batch: DecoderBatch; first: GraphStep },
  turn: Conduct["turn"],
): Promise<Omit<DecodedRow, "noSpeechProbability">> {
  const { row, facts, width } = search;
  let step = first;
  let live: Path[] = [{ last: undefined, score: 0, length: 0 }];
  const finished: FinishedPath[] = [];
  while (live.length > 0) {
    const candidates = live.flatMap((path, index) => extend(path, index, step, search));
    candidates.sort((a, b) => b.path.score - a.path.score);
    const ends = candidates.slice(0, width).filter(({ sample }) => sample.token === facts.endToken);
    finished.push(...ends.map(({ path, attention }) => ({ ...path, endAttention: attention })));
    const kept = candidates.filter(({ sample }) => sample.token !== facts.endToken).slice(0, width);
    const isLong = (live[0]?.length ?? 0) >= row.maxTokens;
    if (isLong) finished.push(...kept.map(({ path, attention }) => ({ ...path, endAttention: attention })));
    if (isLong || finished.length >= width) break;
    batch.select(kept.map(({ parent }) => parent));
    live = kept.map(({ path, sample, attention }) => ({
      ...path,
      last: { before: path.last, sample, attention },
      length: path.length + 1,
    }));
    await turn();
    step = await batch.step(kept.map(({ sample }) => sample.token));
  }
  return unroll(bestOf(finished), facts);
}

/** The `width` best ways to go on, and the end where it is among them. The score counts the new token, the nodes do not yet. */
function extend(path: Path, index: number, step: GraphStep, { row, facts, width }: Search): Candidate[] {
  const attention = attentionOf(step, index, row);
  return bestSamples(allowed(step.logits(index, -1), facts, path.length === 0), width + 1).map((sample) => ({
    parent: index,
    path: { ...path, score: path.score + sample.logProbability },
    sample,
    attention,
  }));
}

/** The end token counts as a token, as in the mean of a greedy text. */
function bestOf(paths: readonly FinishedPath[]): FinishedPath | undefined {
  const mean = ({ score, length }: Path) => score / (length + 1);
  return paths.reduce<FinishedPath | undefined>(
    (best, path) => (best && mean(best) >= mean(path) ? best : path),
    undefined,
  );
}

function unroll(path: FinishedPath | undefined, facts: WhisperFacts): Omit<DecodedRow, "noSpeechProbability"> {
  const nodes: Node[] = [];
  for (let node = path?.last; node; node = node.before) nodes.unshift(node);
  const steps = [...nodes.map((node) => node.attention), path?.endAttention ?? []];
  return {
    samples: nodes.map((node) => node.sample),
    attention: facts.alignmentHeads.map((_, head) => steps.flatMap((looked) => looked[head] ?? [])),
  };
}
