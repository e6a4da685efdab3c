import { rootMeanSquare } from "../../domain/audio.ts";

const FRAME = 320; // 20 ms: shorter than the pause between two words

/** Sound in parts of at most so many samples, cut where it is quietest in the second half of each. */
export function inParts(samples: Float32Array, most: number): Float32Array[] {
  const parts: Float32Array[] = [];
  let rest = samples;
  while (rest.length > most) {
    const cut = quietest(rest, Math.floor(most / 2), most);
    parts.push(rest.subarray(0, cut));
    rest = rest.subarray(cut);
  }
  return [...parts, rest];
}

/** The middle of the quietest frame between two places; the end where there is none. */
function quietest(samples: Float32Array, from: number, to: number): number {
  let [place, least] = [to, Number.POSITIVE_INFINITY];
  for (let start = from; start + FRAME <= to; start += FRAME) {
    const loudness = rootMeanSquare(samples.subarray(start, start + FRAME));
    if (loudness < least) [place, least] = [start + FRAME / 2, loudness];
  }
  return place;
}
