/** What takes long gives way to what takes a moment, within one worker. */
export interface Courtesy {
  /** Says that a piece that takes a moment is at work. Gives what to call when it has ended. */
  small(): () => void;
  /** Resolves when none is at work, or the signal comes. Called between two steps of what takes long. */
  giveWay(signal: AbortSignal): Promise<void>;
}

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
        waiting.push(resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    },
  };
}
