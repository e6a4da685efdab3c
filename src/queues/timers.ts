/** What is to happen later in this process, or not at all where it ends meanwhile. */
export interface Timers {
  /** What cannot be waited for happens earlier. */
  after(delayMs: number, act: () => void): void;
  clear(): void;
}

/** The longest a timer of Node can be set for; a longer one would go off at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** They keep no process running. */
export function timers(): Timers {
  const set = new Set<NodeJS.Timeout>();
  return {
    after(delayMs, act) {
      const timer = setTimeout(
        () => {
          set.delete(timer);
          act();
        },
        Math.min(delayMs, LONGEST_MS),
      );
      timer.unref();
      set.add(timer);
    },
    clear() {
      for (const timer of set) clearTimeout(timer);
      set.clear();
    },
  };
}
