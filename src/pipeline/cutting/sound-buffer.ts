/** The last stretch of a recording, addressed by sample number from the recording's start. */
export interface SoundBuffer {
  append(samples: Float32Array): void;
  /** A copy. What has been dropped or not come yet is left out. */
  slice(start: number, end: number): Float32Array;
  /** Forgets samples before this one. */
  dropBefore(sample: number): void;
  /** Samples that have come so far. */
  readonly end: number;
}

export function soundBuffer(): SoundBuffer {
  let chunks: { readonly start: number; readonly samples: Float32Array }[] = [];
  let end = 0;
  return {
    get end() {
      return end;
    },
    append(samples) {
      chunks.push({ start: end, samples });
      end += samples.length;
    },
    slice(start, until) {
      const from = Math.max(start, chunks[0]?.start ?? end);
      const copy = new Float32Array(Math.max(Math.min(until, end) - from, 0));
      for (const { start: at, samples } of chunks) {
        const part = samples.subarray(Math.max(from - at, 0), Math.max(until - at, 0));
        if (part.length > 0) copy.set(part, Math.max(at - from, 0));
      }
      return copy;
    },
    dropBefore(sample) {
      chunks = chunks.filter(({ start, samples }) => start + samples.length > sample);
    },
  };
}
