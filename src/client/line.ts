/** The way of one request to a service: ended when its owner wants, and when nothing moves on it any more. */
export interface Line {
  /** Ends the exchange, with the owner's reason or a `SilentLine`. */
  readonly signal: AbortSignal;
  readonly owner: AbortSignal;
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

/** How long an answer is waited for by an owner who wants to end. */
const LAST_ANSWER_MS = 1000;

/**
 * Opens a line. Its owner's signal ends it at once, or, when all has been sent, after a second for the answer.
 * @param silenceMs how long nothing may move; null for ever
 */
export function openLine(owner: AbortSignal, silenceMs: number | null): Line {
  const controller = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  let last: ReturnType<typeof setTimeout> | undefined;
  let isSent = false;
  const heard = () => {
    clearTimeout(silence);
    if (silenceMs === null) return;
    silence = setTimeout(() => controller.abort(new SilentLine("Nothing has moved for too long")), silenceMs);
  };
  const end = () => {
    if (!isSent) return controller.abort(owner.reason);
    last = setTimeout(() => controller.abort(owner.reason), LAST_ANSWER_MS);
  };
  owner.addEventListener("abort", end, { once: true });
  if (owner.aborted) controller.abort(owner.reason);
  heard();
  return {
    signal: controller.signal,
    owner,
    heard,
    allSent() {
      isSent = true;
      heard();
    },
    close() {
      owner.removeEventListener("abort", end);
      clearTimeout(silence);
      clearTimeout(last);
    },
  };
}
