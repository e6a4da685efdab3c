/** What takes long gives way to what takes a moment, within one worker. */
export interface Courtesy {
  /** Says that a piece that takes a moment is at work. Gives what to call when it has ended. */
  small(): () => void;
  /**
   * Resolves when none is at work, after two seconds, or when the signal comes. Called between two steps of what takes long,
   * which so goes on, if slowly, however many short ones keep coming.
   */
  giveWay(signal: AbortSignal): Promise<void>;
}

const LONGEST_WAIT_MS = 2_000;

export function courtesy(): Courtesy {
  let atWork = 0;
  let waiting: (() => void)[] = [];
  return {
    small() {
      atWork++;
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        atWork--;
        if (atWork > 0) return;
        for (const goOn of waiting) goOn();
        waiting = [];
      };
    },
    async giveWay(signal) {
      if (atWork === 0 || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const goOn = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", goOn);
          resolve();
        };
        const timer = setTimeout(goOn, LONGEST_WAIT_MS);
        signal.addEventListener("abort", goOn, { once: true });
        waiting.push(goOn);
      });
    },
  };
}
