/** A part of a recording, as an object. */
export interface Part {
  readonly key: string;
  /** The place of its first byte in the recording. */
  readonly first: number;
  /** That of the byte after its last. */
  readonly end: number;
}

/** Names are put in the order of their parts. */
const DIGITS = 15;

/** Where a part lies below the place of its recording, which ends with a slash. */
export function keyOfPart(place: string, first: number, bytes: number): string {
  const written = (at: number) => String(at).padStart(DIGITS, "0");
  return `${place}${written(first)}-${written(first + bytes)}`;
}

/** The part that lies at a key; null for what is none. */
export function partOf(key: string): Part | null {
  const [, first, end] = /\/(\d{15})-(\d{15})$/.exec(key) ?? [];
  return first === undefined || end === undefined ? null : { key, first: Number(first), end: Number(end) };
}

/**
 * The parts to be read one after another, each from where the one before has ended, up to the first gap. Two may overlap: a
 * process that was thought dead may have written one after another had taken its place.
 */
export function partsInTurn(parts: readonly Part[]): Part[] {
  const chosen: Part[] = [];
  let at = 0;
  let best: Part | undefined;
  const take = () => {
    if (!best || best.end <= at) return;
    chosen.push(best);
    at = best.end;
  };
  for (const part of [...parts].sort((one, other) => one.first - other.first)) {
    if (part.first > at) take();
    if (part.first > at) return chosen;
    if (!best || part.end > best.end) best = part;
  }
  take();
  return chosen;
}
