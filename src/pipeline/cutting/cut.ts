import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { CoverageEntry } from "../../domain/coverage.ts";
import type { Window } from "../../domain/window.ts";
import { FRAME_SAMPLES } from "../../ports/speech-detector.ts";
import type { HeardSound } from "./listen.ts";
import { type Packer, windowPacker } from "./pack-windows.ts";
import { type QuietMeter, quietMeter, toSeconds, wholeSteps } from "./quiet-stretches.ts";
import { type SoundBuffer, soundBuffer } from "./sound-buffer.ts";
import { type FrameSpan, type SpanFinder, spanFinder } from "./speech-spans.ts";

/** What the cut stage says as the recording runs through it. */
export type CutEvent =
  | { readonly type: "window"; readonly window: Window }
  /** A stretch without speech: silence or noise. */
  | { readonly type: "quiet"; readonly entry: CoverageEntry }
  /** Seconds that have gone through the stage. The last one is the exact length. */
  | { readonly type: "cut"; readonly seconds: number };

export interface CutOptions {
  /** Longest window in seconds. */
  readonly windowSeconds: number;
  /** See `windowPacker`. */
  readonly fill: "full" | "single";
}

/** Sound kept around speech: consonants begin below the threshold. 7 frames are 224 ms, less than half a closing pause. */
const PAD_FRAMES = 7;
/** Sound kept for a pause that may still become part of a window. */
const KEPT_SECONDS = 3;

/**
 * Cuts a recording into windows at silences, as it comes.
 *
 * Holds at most one open window and a few seconds of sound, whatever the length. What the windows hold depends on
 * the recording and the options alone, not on the size of the chunks it comes in.
 */
export async function* cut(sound: AsyncIterable<HeardSound>, options: CutOptions): AsyncIterable<CutEvent> {
  const longest = Math.floor((options.windowSeconds * SAMPLE_RATE) / FRAME_SAMPLES) - 2 * PAD_FRAMES;
  const state: CutState = {
    finder: spanFinder({ longest }),
    packer: windowPacker({ seconds: options.windowSeconds, fill: options.fill }),
    quiet: quietMeter(),
    buffer: soundBuffer(),
    frame: 0,
    covered: 0,
  };
  let seconds = 0;
  for await (const heard of sound) {
    // Without the silence that fills up the last frame: nothing may lie behind the recording's end.
    state.buffer.append(heard.samples.subarray(0, Math.round(heard.seconds * SAMPLE_RATE)));
    for (const [index, probability] of heard.probabilities.entries()) {
      state.quiet.take(heard.samples.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES));
      state.frame++;
      const span = state.finder.take(probability);
      if (span) yield* settle(state, span);
    }
    yield* settleQuiet(state);
    forget(state);
    seconds += heard.seconds;
    yield { type: "cut", seconds };
  }
  const last = state.finder.finish();
  if (last) yield* settle(state, last);
  const window = state.packer.finish();
  if (window) yield { type: "window", window };
  for (const entry of state.quiet.classify(state.frame, state.frame)) yield { type: "quiet", entry };
  yield { type: "cut", seconds };
}

interface CutState {
  readonly finder: SpanFinder;
  readonly packer: Packer;
  readonly quiet: QuietMeter;
  readonly buffer: SoundBuffer;
  frame: number;
  /** Frames up to here are classified or belong to a span. */
  covered: number;
}

function* settle(state: CutState, span: FrameSpan): Iterable<CutEvent> {
  const start = Math.max(span.start - PAD_FRAMES, state.covered);
  const end = span.goesOn ? span.end : Math.min(span.end + PAD_FRAMES, state.frame);
  for (const entry of state.quiet.classify(start, end)) yield { type: "quiet", entry };
  state.covered = end;
  const window = state.packer.add({
    speech: { start: toSeconds(span.start), end: Math.min(toSeconds(span.end), state.buffer.end / SAMPLE_RATE) },
    start: start * FRAME_SAMPLES,
    end: Math.min(end * FRAME_SAMPLES, state.buffer.end),
    sound: state.buffer.slice,
  });
  if (window) yield { type: "window", window };
}

/** What is surely quiet is told while it passes: hours without speech must neither pile up nor hold a window back. */
function* settleQuiet(state: CutState): Iterable<CutEvent> {
  const quietUntil = state.finder.openFrom - PAD_FRAMES;
  const until = state.covered + wholeSteps(quietUntil - state.covered);
  if (until > state.covered) {
    for (const entry of state.quiet.classify(until, until)) yield { type: "quiet", entry };
    state.covered = until;
  }
  const window = state.packer.pauseUntil(quietUntil * FRAME_SAMPLES);
  if (window) yield { type: "window", window };
}

function forget({ buffer, finder }: CutState): void {
  const open = (finder.openFrom - PAD_FRAMES) * FRAME_SAMPLES;
  buffer.dropBefore(Math.min(open, buffer.end) - KEPT_SECONDS * SAMPLE_RATE);
}
