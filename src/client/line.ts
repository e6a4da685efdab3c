/** The way of one recording to a service: ended when its owner wants, and when nothing moves on it any more. */
export interface Line {
  /** Ends the exchange, with the owner's reason or a `SilentLine`. */
  readonly signal: AbortSignal;
  /** Something has moved. */
  heard(): void;
  /** All has been sent; what is left is the answer. */
  allSent(): void;
  /** Has to be called at the end. */
  close(): void;
}

/** Nothing has moved for too long. */
export class SilentLine extends Error {
  override readonly name = "SilentLine";
  readonly code = "ETIMEDOUT";
}

/** How long a service may take nothing, or say nothing after the last byte. */
const SILENCE_MS = 120_000;
/** How long an answer is waited for by an owner who wants to end. */
const LAST_ANSWER_MS = 1000;

/** Opens a line. Its owner's signal ends it at once, or, when all has been sent, after a second for the answer. */
export function openLine(owner: AbortSignal, silenceMs: number = SILENCE_MS): Line {
  const controller = new AbortController();
  const silence = setTimeout(() => controller.abort(new SilentLine("Nothing has moved for too long")), silenceMs);
  let last: NodeJS.Timeout | undefined;
  let isSent = false;
  const end = () => {
    if (!isSent) return controller.abort(owner.reason);
    last = setTimeout(() => controller.abort(owner.reason), LAST_ANSWER_MS);
  };
  owner.addEventListener("abort", end, { once: true });
  if (owner.aborted) controller.abort(owner.reason);
  return {
    signal: controller.signal,
    heard: () => void silence.refresh(),
    allSent() {
      isSent = true;
      silence.refresh();
    },
    close() {
      owner.removeEventListener("abort", end);
      clearTimeout(silence);
      clearTimeout(last);
    },
  };
}
