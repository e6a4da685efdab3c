import type { WhisperFacts } from "./model-facts.ts";

/** Leaves text tokens and the end, in place: the caller's logits are not used again. */
export function allowed(logits: Float32Array, facts: WhisperFacts, isFirst: boolean): Float32Array {
  // Control tokens and timestamps lie behind the end token in every Whisper vocabulary.
  const text = logits.subarray(0, facts.endToken + 1);
  for (const token of facts.suppressed) if (token < text.length) text[token] = Number.NEGATIVE_INFINITY;
  if (isFirst) for (const token of facts.suppressedAtBegin) text[token] = Number.NEGATIVE_INFINITY;
  return text;
}

/** What is added to logits so that the same is left: 0 for allowed tokens, −∞ for all others. */
export function allowedTokens(facts: WhisperFacts, isFirst: boolean): Float32Array {
  const mask = new Float32Array(facts.vocabulary).fill(Number.NEGATIVE_INFINITY, facts.endToken + 1);
  allowed(mask, facts, isFirst);
  return mask;
}
