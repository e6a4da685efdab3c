import type { WhisperFacts } from "./model-facts.ts";

/** What is added to logits so that text tokens and the end are left: 0 for these, −∞ for all others. */
export function allowedTokens(facts: WhisperFacts, isFirst: boolean): Float32Array {
  const allowed = new Float32Array(facts.vocabulary).fill(Number.NEGATIVE_INFINITY);
  // Control tokens and timestamps lie behind the end token in every Whisper vocabulary.
  allowed.fill(0, 0, facts.endToken + 1);
  for (const token of facts.suppressed) allowed[token] = Number.NEGATIVE_INFINITY;
  if (isFirst) for (const token of facts.suppressedAtBegin) allowed[token] = Number.NEGATIVE_INFINITY;
  return allowed;
}
