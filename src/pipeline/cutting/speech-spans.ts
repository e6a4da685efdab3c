/** A run of frames, `end` excluded. */
export interface FrameSpan {
  readonly start: number;
  readonly end: number;
  /** Speech goes on in the next span: it was cut for its length, not at a pause. */
  readonly goesOn: boolean;
}

/** Finds where speech begins and ends in a stream of probabilities. */
export interface SpanFinder {
  /** Takes the next frame; gives the span that has just been settled, if any. */
  take(probability: number): FrameSpan | undefined;
  /** The recording is over: gives the span that was still open. */
  finish(): FrameSpan | undefined;
  /** First frame that a later span may still begin at. */
  readonly openFrom: number;
}

/** Speech begins at this probability … */
const BEGIN = 0.5;
/** … and goes on until it stays below this one for `SILENT_FRAMES`. */
const GO_ON = 0.35;
/** Half a second. Shorter pauses belong to the speech around them. */
const SILENT_FRAMES = 16;
/** A tenth of a second. Shorter bursts are clicks. */
const LEAST_FRAMES = 3;

/**
 * Hysteresis over frame probabilities. Speech without a pause is cut after `longest` frames at the frame
 * of its second half that sounds least like speech.
 */
export function spanFinder({ longest }: { longest: number }): SpanFinder {
  let frame = 0;
  let start: number | undefined;
  let silent = 0;
  let recent: number[] = [];
  let isRest = false;

  function close(end: number, goesOn = false): FrameSpan | undefined {
    const from = start ?? end;
    start = undefined;
    silent = 0;
    recent = [];
    // What is left of speech that was cut is no click, however short.
    const least = isRest ? 1 : LEAST_FRAMES;
    isRest = goesOn;
    return end - from >= least ? { start: from, end, goesOn } : undefined;
  }

  function cutLong(): FrameSpan | undefined {
    const from = start ?? frame;
    const cut = quietestFrame(recent);
    const rest = recent.slice(cut);
    // A pause that has begun before the cut is not speech behind it.
    const pause = Math.min(silent, rest.length);
    const span = close(from + cut, true);
    start = from + cut;
    recent = rest;
    silent = pause;
    return span;
  }

  return {
    get openFrom() {
      return start ?? frame;
    },
    take(probability) {
      if (start === undefined && probability >= BEGIN) start = frame;
      frame++;
      if (start === undefined) return undefined;
      recent.push(probability);
      silent = probability < GO_ON ? silent + 1 : 0;
      if (silent >= SILENT_FRAMES) return close(frame - silent);
      return recent.length >= longest ? cutLong() : undefined;
    },
    finish() {
      return start === undefined ? undefined : close(frame - silent);
    },
  };
}

/** Index in the second half of the frame whose neighbourhood is least like speech. */
function quietestFrame(probabilities: readonly number[]): number {
  const half = probabilities.length >> 1;
  let best = probabilities.length - 1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = half; i < probabilities.length - 1; i++) {
    const around = (probabilities[i - 1] ?? 1) + (probabilities[i] ?? 1) * 2 + (probabilities[i + 1] ?? 1);
    if (around < least) {
      least = around;
      best = i;
    }
  }
  return best;
}
