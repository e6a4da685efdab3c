import { distance } from "fastest-levenshtein";

/** The candidate that was most likely meant by a mistyped word, as ` Did you mean "…"?`; empty when none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = nearestTo(word.toLowerCase(), candidates);
  return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}

function nearestTo(word: string, candidates: readonly string[]): string | undefined {
  const begun = candidates.filter((candidate) => word.length >= 2 && candidate.startsWith(word));
  if (begun.length === 1) return begun[0];
  const allowed = Math.floor((word.length + 1) / 3);
  const ranked = candidates
    .map((candidate) => ({ candidate, steps: stepsBetween(word, candidate) }))
    .sort((a, b) => a.steps - b.steps);
  const [best] = ranked;
  return best && best.steps <= allowed ? best.candidate : undefined;
}

/** Letters in the wrong order are one slip, which the plain distance counts as two. */
function stepsBetween(word: string, candidate: string): number {
  const swapped = word !== candidate && lettersOf(word) === lettersOf(candidate);
  return swapped ? 1 : distance(word, candidate);
}

const lettersOf = (word: string) => [...word].sort((a, b) => (a < b ? -1 : 1)).join("");
