/** Half a frame of the spectrogram: it begins that long before the first sample. */
const LEAD = 200;

/** So many samples: mirrored sound before the first one, then the sound, silence after the last. */
export function withLead(samples: Float32Array, length: number): Float32Array {
  const padded = new Float32Array(length);
  padded.set(samples.subarray(0, length - LEAD), LEAD);
  for (let i = 0; i < LEAD; i++) padded[LEAD - 1 - i] = samples[i + 1] ?? 0;
  return padded;
}
