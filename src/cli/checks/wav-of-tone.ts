import { SAMPLE_RATE } from "../../domain/audio.ts";
import { wavFile } from "../../domain/wav.ts";

/** A WAV file with a soft tone, to try a decoder on. */
export function wavOfTone(seconds: number): Uint8Array {
  const tone = Float32Array.from(
    { length: Math.round(seconds * SAMPLE_RATE) },
    (_, index) => 0.25 * Math.sin((2 * Math.PI * 440 * index) / SAMPLE_RATE),
  );
  return wavFile(tone);
}
