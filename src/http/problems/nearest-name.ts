import { distance } from "fastest-levenshtein";

/** The name that was most likely meant by one that nothing has; undefined when none is near. Capitals do not count. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const bare = bareOf(name);
  const most = Math.floor((bare.length + 1) / 3);
  const [nearest] = known
    .map((candidate) => ({ candidate, steps: distance(bare, bareOf(candidate)) }))
    .filter(({ steps }) => steps <= most)
    .sort((a, b) => a.steps - b.steps);
  return nearest?.candidate;
}

/** Nobody's field is longer, and comparing costs the more the longer they are. */
const LONGEST = 100;

const bareOf = (name: string): string => name.slice(0, LONGEST).toLowerCase();
