import { join } from "node:path";
import type { Reference } from "../accuracy/references.ts";
import { oneOf, seededRandom } from "./seeded-random.ts";

/** Enough for twelve voices not to sound alike, and little to decode. */
const MOST_CLIPS = 64;
/** Longer ones would make most of the babble one speaker's. */
const LONGEST_SECONDS = 30;

/** Chooses clips to make babble of, the same ones for the same seed, and decodes them. */
export async function babbleClips({
  directory,
  references,
  seed,
  decode,
}: {
  directory: string;
  references: readonly Reference[];
  seed: number;
  /** Gives the samples of a file at 16 kHz. */
  decode: (path: string) => Promise<Float32Array>;
}): Promise<Float32Array[]> {
  const random = seededRandom(`${seed} clips`);
  const left = references.filter(({ seconds }) => seconds <= LONGEST_SECONDS).map(({ path }) => path);
  const clips: Float32Array[] = [];
  while (left.length > 0 && clips.length < MOST_CLIPS) {
    const path = oneOf(random, left);
    left.splice(left.indexOf(path), 1);
    clips.push(await decode(join(directory, path)));
  }
  return clips;
}
