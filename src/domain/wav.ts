import { SAMPLE_RATE } from "./audio.ts";
import { toPcm } from "./pcm.ts";

const HEADER_BYTES = 44;
const SAMPLE_BYTES = 2;

/** Sound as a WAV file of 16 kHz and 16 bits. @param channels equally long, −1 to 1 */
export function wavFile(...channels: readonly Float32Array[]): Buffer<ArrayBuffer> {
  const content = toPcm(interleave(channels));
  const frameBytes = channels.length * SAMPLE_BYTES;
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(HEADER_BYTES - 8 + content.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels.length, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(8 * SAMPLE_BYTES, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(content.length, 40);
  return Buffer.concat([header, content]);
}

function interleave(channels: readonly Float32Array[]): Float32Array {
  const [only, ...others] = channels;
  if (only && others.length === 0) return only;
  const mixed = new Float32Array((only?.length ?? 0) * channels.length);
  for (const [channel, samples] of channels.entries())
    for (const [index, sample] of samples.entries()) mixed[index * channels.length + channel] = sample;
  return mixed;
}
