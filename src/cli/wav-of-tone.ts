import { SAMPLE_RATE } from "../domain/audio.ts";

const HEADER_BYTES = 44;

/** A WAV file with a soft tone in 16-bit mono, to try a decoder on. */
export function wavOfTone(seconds: number): Uint8Array {
  const samples = Math.round(seconds * SAMPLE_RATE);
  const file = Buffer.alloc(HEADER_BYTES + samples * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    file.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 440 * index) / SAMPLE_RATE)), HEADER_BYTES + index * 2);
  }
  return file;
}
