import type { Segment, TermReport } from "../../domain/transcript.ts";
import { isUnspaced } from "./unspaced.ts";

/** How often each term of a vocabulary stands in the text, and how it was heard where it was corrected. In the order given. */
export function reportTerms(segments: readonly Segment[], vocabulary: readonly string[]): TermReport[] {
  const corrections = segments.flatMap((segment) => segment.corrections ?? []);
  return vocabulary.map((term) => {
    const pattern = new RegExp(
      isUnspaced(term) ? escaped(term) : `(?<![\\p{L}\\p{N}])${escaped(term)}(?![\\p{L}\\p{N}])`,
      "gu",
    );
    const times = segments.reduce((sum, { text }) => sum + [...text.matchAll(pattern)].length, 0);
    const heard = corrections.filter((correction) => correction.term === term).map((correction) => correction.heard);
    return { term, times, corrected: heard.length, heardAs: [...new Set(heard)] };
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
