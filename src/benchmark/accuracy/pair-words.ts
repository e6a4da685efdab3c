/** Pairs equal words of two texts along their cheapest alignment. @returns indexes into both, in order */
export function pairWords(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const cost = new Uint32Array((a.length + 1) * width);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) cost[i * width + j] = least(cost, width, i, j, a[i - 1] === b[j - 1]);
  }
  return walk(cost, width, a, b);
}

function least(cost: Uint32Array, width: number, i: number, j: number, same: boolean): number {
  if (i === 0 || j === 0) return i + j;
  const at = i * width + j;
  const [up = 0, left = 0, diagonal = 0] = [cost[at - width], cost[at - 1], cost[at - width - 1]];
  return Math.min(up + 1, left + 1, diagonal + (same ? 0 : 1));
}

function walk(cost: Uint32Array, width: number, a: readonly string[], b: readonly string[]): [number, number][] {
  const pairs: [number, number][] = [];
  let [i, j] = [a.length, b.length];
  while (i > 0 && j > 0) {
    const at = i * width + j;
    const same = a[i - 1] === b[j - 1];
    const [goUp, goBoth] = [cost[at - width] ?? 0, cost[at - width - 1] ?? 0];
    const isBoth = cost[at] === goBoth + (same ? 0 : 1);
    if (isBoth && same) pairs.push([i - 1, j - 1]);
    const isUp = !isBoth && cost[at] === goUp + 1;
    if (isBoth || isUp) i--;
    if (!isUp) j--;
  }
  return pairs.reverse();
}
