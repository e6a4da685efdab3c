export interface Watchdog {
  /** A message came from the process. */
  seen(): void;
  /** Whether anything is owed. An idle process need not show work. */
  busy(busy: boolean): void;
  stop(): void;
}

const LOOK_EVERY_MS = 500;

/**
 * Tells a stopped or hung process from a slow one: while there is work, something must be heard every `stallMs`.
 *
 * The limit must be longer than the longest single call into native code, loading the model included: such a call
 * holds the event loop of the process, and nothing can be said meanwhile.
 */
export function watchdog({ stallMs, onStall }: { stallMs: number; onStall: (reason: string) => void }): Watchdog {
  let heard = Date.now();
  let isBusy = false;

  const timer = setInterval(() => {
    if (!isBusy || Date.now() - heard <= stallMs) return;
    clearInterval(timer);
    onStall(`gave no sign of work for ${Math.round(stallMs / 1000)} s`);
  }, LOOK_EVERY_MS);
  timer.unref();

  return {
    seen() {
      heard = Date.now();
    },
    busy(busy) {
      if (busy && !isBusy) heard = Date.now();
      isBusy = busy;
    },
    stop: () => clearInterval(timer),
  };
}
