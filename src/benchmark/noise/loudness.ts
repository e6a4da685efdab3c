/** Loudness as the root mean square, in decibels below a full-scale square wave. −Infinity of silence. */
export function loudnessOf(samples: Float32Array): number {
  return 20 * Math.log10(rms(samples));
}

/**
 * The same sound at a loudness in dBFS. Peaks beyond full scale are cut off, as a recorder does, and what that takes
 * away is made good by the rest. Silence stays silence.
 */
export function atLoudness(samples: Float32Array, dbfs: number): Float32Array {
  const wanted = 10 ** (dbfs / 20);
  const plain = rms(samples);
  if (plain === 0) return samples;
  // Cut peaks only ask for more: the gain lies between these.
  let [low, high] = [0, (8 * wanted) / plain];
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    if (rms(samples, (sample) => clipped(sample * middle)) < wanted) low = middle;
    else high = middle;
  }
  return samples.map((sample) => clipped(sample * high));
}

const clipped = (sample: number) => Math.max(-1, Math.min(1, sample));

function rms(samples: Float32Array, shaped = (sample: number) => sample): number {
  let sum = 0;
  for (const sample of samples) sum += shaped(sample) ** 2;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
