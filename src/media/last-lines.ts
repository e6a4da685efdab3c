const KEPT = 40;

/** Keeps the last lines of what a program says, however much it says. `count` counts all of them. */
export function lastLines(): { push(line: string): void; lines(): readonly string[]; count(): number } {
  const kept: string[] = [];
  let count = 0;
  return {
    push(line) {
      count += 1;
      kept.push(line);
      if (kept.length > KEPT) kept.shift();
    },
    lines: () => kept,
    count: () => count,
  };
}
