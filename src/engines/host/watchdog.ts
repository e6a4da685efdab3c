export interface Watchdog {
  /** A message came: a `heartbeat` of the process's timer, or a sign of `work`. */
  seen(sign: "heartbeat" | "work"): void;
  /** Whether anything is owed. An idle process need not show work. */
  busy(busy: boolean): void;
  stop(): void;
}

const SILENCE_MS = 15_000;
const LOOK_EVERY_MS = 500;

/**
 * Tells a stopped or hung process from a slow one.
 *
 * Two clocks run: the heartbeat must never be silent for 15 s (a stopped process, a blocked event loop),
 * and while there is work something must be computed every `stallMs` (a hang inside native code).
 */
export function watchdog({ stallMs, onStall }: { stallMs: number; onStall: (reason: string) => void }): Watchdog {
  let heartbeat = Date.now();
  let work = Date.now();
  let isBusy = false;

  const timer = setInterval(() => {
    const now = Date.now();
    if (isBusy && now - heartbeat > Math.min(SILENCE_MS, stallMs)) bark("did not answer");
    else if (isBusy && now - work > stallMs) bark(`did nothing for ${Math.round(stallMs / 1000)} s`);
  }, LOOK_EVERY_MS);
  timer.unref();

  function bark(reason: string): void {
    clearInterval(timer);
    onStall(reason);
  }

  return {
    seen(sign) {
      heartbeat = Date.now();
      if (sign === "work") work = heartbeat;
    },
    busy(busy) {
      if (busy && !isBusy) heartbeat = work = Date.now();
      isBusy = busy;
    },
    stop: () => clearInterval(timer),
  };
}
