import { atLoudness } from "./loudness.ts";
import { oneOf, type Random } from "./seeded-random.ts";

/** With fewer than this, one voice could be followed through the others. */
export const LEAST_VOICES = 8;
const VOICES = 12;

/**
 * Many people who talk at once: twelve voices, all equally loud, each a chain of clips that begins somewhere in the middle.
 * No single voice can be understood.
 */
export function babble(samples: number, clips: readonly Float32Array[], random: Random): Float32Array {
  const even = clips.filter((clip) => clip.length > 0).map((clip) => atLoudness(clip, -26));
  const sound = new Float32Array(samples);
  for (let voice = 0; voice < VOICES; voice++) {
    let at = -Math.floor(random() * (even[0]?.length ?? 0));
    while (at < samples) at = addClip(sound, at, oneOf(random, even));
  }
  return sound;
}

function addClip(sound: Float32Array, at: number, clip: Float32Array): number {
  const end = Math.min(at + clip.length, sound.length);
  for (let index = Math.max(at, 0); index < end; index++) sound[index] = (sound[index] ?? 0) + (clip[index - at] ?? 0);
  return at + clip.length;
}
