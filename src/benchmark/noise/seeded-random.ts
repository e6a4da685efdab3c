/** Numbers from 0 up to but not including 1. */
export type Random = () => number;

/** The same numbers for the same seed, on every machine. */
export function seededRandom(seed: string): Random {
  // FNV-1a to spread the seed, mulberry32 for the numbers: small, and good enough for sound.
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number between two. */
export const between = (random: Random, from: number, to: number): number => from + (to - from) * random();

/** One of several. @throws where there are none. */
export function oneOf<T>(random: Random, things: readonly T[]): T {
  const thing = things[Math.floor(random() * things.length)];
  if (thing === undefined) throw new Error("There is nothing to choose from");
  return thing;
}
