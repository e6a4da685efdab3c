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

/** The best tokens of logits whose forbidden entries are −∞, best first. */
export function bestSamples(logits: Float32Array, count: number): Sample[] {
  const total = logSumExp(logits, logits[argMax(logits)] ?? 0);
  const best: Sample[] = [];
  for (let token = 0; token < logits.length; token++) {
    const logProbability = (logits[token] as number) - total; // token < length
    const worst = best.at(-1);
    if (best.length === count && worst && logProbability <= worst.logProbability) continue;
    const place = best.findIndex((other) => other.logProbability < logProbability);
    best.splice(place < 0 ? best.length : place, 0, { token, logProbability });
    if (best.length > count) best.pop();
  }
  return best;
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
  // Spread over all bits: a small state gives small numbers first, and windows are seeded with small numbers.
  let state = Math.imul(seed, 0x9e37_79b1) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
