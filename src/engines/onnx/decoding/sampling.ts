/** One token taken from one row of logits. */
export interface Sample {
  readonly token: number;
  /** Natural logarithm of its probability among the tokens that were allowed, at temperature 1. */
  readonly logProbability: number;
}

// Terms e^−20 below the best one change no probability in the digits we keep.
const NEGLIGIBLE = 20;

/**
 * Takes a token from logits whose forbidden entries are −∞: the best one at temperature 0, else one drawn.
 * @param random gives numbers in [0, 1); seeded by the caller so that the same window gives the same text.
 */
export function sample(logits: Float32Array, temperature: number, random: () => number): Sample {
  const best = argMax(logits);
  const token = temperature > 0 ? draw(logits, logits[best] ?? 0, temperature, random) : best;
  return { token, logProbability: (logits[token] ?? 0) - logSumExp(logits, logits[best] ?? 0) };
}

export function argMax(logits: Float32Array): number {
  let best = 0;
  let value = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) {
    const logit = logits[i] as number; // i < length
    if (logit > value) {
      value = logit;
      best = i;
    }
  }
  return best;
}

/** Natural logarithm of the sum of exponentials, given the largest entry. */
export function logSumExp(logits: Float32Array, largest: number): number {
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const below = (logits[i] as number) - largest; // i < length
    if (below > -NEGLIGIBLE) sum += Math.exp(below);
  }
  return largest + Math.log(sum);
}

function draw(logits: Float32Array, largest: number, temperature: number, random: () => number): number {
  const weight = (i: number) => Math.exp(((logits[i] ?? Number.NEGATIVE_INFINITY) - largest) / temperature);
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += weight(i);
  let left = random() * total;
  for (let i = 0; i < logits.length; i++) {
    left -= weight(i);
    if (left < 0) return i;
  }
  return argMax(logits);
}

/** Marsaglia's xorshift32: small, and the same on every machine. G. Marsaglia, Xorshift RNGs, 2003. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
