import type { JobParameters } from "./job.ts";

/**
 * The build of the pipeline, as far as the text follows from it. Raise it with every change after which the same recording
 * may give another transcript: how sound is decoded, cut and packed into windows, the speech detector, what is asked of
 * engines, how they decode, what the guard believes, how words become segments, what is written in a transcript. A change
 * that only makes it quicker leaves it. With it raised nothing that an earlier build wrote is given out again.
 */
export const PIPELINE_VERSION = 1;

/** All that a transcript follows from. */
export interface ResultFacts {
  /** Digest of the recording. */
  readonly recording: string;
  /** Some formats are known by their extension alone; undefined where it has none. */
  readonly extension: string | undefined;
  readonly parameters: JobParameters;
  /** Name of the model that was settled, with the digests of its files and the build of its engine. */
  readonly recogniser: string;
  /** Windows the engine works on at once: they are decoded together. */
  readonly windowsAtOnce: number;
  /** What was said of the choice of the model: it stands in the transcript. */
  readonly warnings: readonly string[];
}

/**
 * Writes down what a transcript follows from: of two jobs for which this is the same, the second may have the text of the
 * first. The model that was asked for is not in it, only the one that was settled: whether it was named or chosen, the text
 * is the same.
 */
export function resultKey({ parameters, extension, ...facts }: ResultFacts): string {
  const { model: _, ...asked } = parameters;
  return inOrder({ ...facts, asked, extension: extension?.toLowerCase() ?? null, pipeline: PIPELINE_VERSION });
}

/** As JSON, with fields in one order, whatever that of whoever wrote them: the database has its own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
