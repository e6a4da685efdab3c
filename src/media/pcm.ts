import { SAMPLE_RATE } from "../domain/audio.ts";

const BYTES = 2;

/**
 * Cuts a stream of interleaved 16-bit little-endian samples into chunks of one second, one array a channel.
 * Chunks of bytes may end anywhere, in the middle of a sample too; an incomplete last frame is dropped.
 */
export async function* channelsOf(bytes: AsyncIterable<Uint8Array>, channels: number): AsyncGenerator<Float32Array[]> {
  const frame = channels * BYTES;
  const second = Buffer.alloc(SAMPLE_RATE * frame);
  let filled = 0;
  for await (const chunk of bytes) {
    let taken = 0;
    while (taken < chunk.length) {
      const part = chunk.subarray(taken, taken + second.length - filled);
      second.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < second.length) continue;
      yield apart(second, channels);
      filled = 0;
    }
  }
  if (filled >= frame) yield apart(second.subarray(0, filled - (filled % frame)), channels);
}

function apart(interleaved: Buffer, channels: number): Float32Array[] {
  const frames = interleaved.length / (channels * BYTES);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let i = 0; i < frames; i++) samples[i] = interleaved.readInt16LE((i * channels + channel) * BYTES) / 32768;
    return samples;
  });
}
