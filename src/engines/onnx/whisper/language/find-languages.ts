import { SAMPLE_RATE, type Span, samplesIn, secondsOf } from "../../../../domain/audio.ts";
import type { Runtime } from "../../../../onnx/session.ts";
import type { Conduct } from "../../../host/protocol.ts";
import type { Decoder } from "../decoder.ts";
import { type Encoded, sliceFrames } from "../encoded.ts";
import { type Encoder, FRAMES_PER_SECOND } from "../encoder.ts";
import { type LanguageVote, languagePath } from "./language-path.ts";
import { stretchesOf } from "./stretches.ts";

/** A window with what the encoder gave for it. */
export interface EncodedWindow {
  readonly samples: Float32Array;
  /** Where speech was heard, in seconds of the window, in time order. */
  readonly speech: readonly Span[];
  readonly encoded: Encoded;
}

/** A part of a window in one language. */
export interface SpokenPart {
  /** In seconds of the window. */
  readonly span: Span;
  readonly language: string;
  /** Mean of what the stretches gave for it, by their length. */
  readonly probability: number;
  /** Seconds of the stretches. */
  readonly seconds: number;
}

export interface LanguageQuestion {
  /** Codes that may be heard. */
  readonly allowed: readonly string[];
  /** What was spoken elsewhere in the recording, where that is known. */
  readonly likely: string | undefined;
}

interface Needs {
  readonly runtime: Runtime;
  readonly encoder: Encoder;
  readonly decoder: Decoder;
}

interface Stretch {
  readonly window: number;
  readonly span: Span;
}

/** A language that is this clear within its window needs no closer look … */
const CLEAR = 0.9;
/** … and one that was to be expected needs to be no more than likelier than all others together. */
const EXPECTED = 0.5;
/** Sound taken along on both sides of a stretch. */
const MARGIN = 0.2;

/**
 * Tells which languages are spoken in windows that follow each other, and where they change.
 *
 * First from what the encoder gave for the whole window, of which each stretch is a slice: that is cheap, and sure
 * enough mostly. Where it is not, the stretch is encoded alone.
 * @returns for each window its parts, which together are the whole window; one where it is all in one language
 */
export async function findLanguages(
  needs: Needs,
  windows: readonly EncodedWindow[],
  question: LanguageQuestion,
  turn: Conduct["turn"],
): Promise<SpokenPart[][]> {
  const stretches = windows.flatMap(({ speech, samples }, window) => {
    const whole = { start: 0, end: samples.length / SAMPLE_RATE };
    return stretchesOf(speech.length > 0 ? speech : [whole]).map((span): Stretch => ({ window, span }));
  });
  const votes = await voteOn(needs, windows, stretches, question, turn);
  const path = languagePath(votes, question.likely);
  const told = stretches.map((stretch, index) => {
    const language = path[index] ?? "";
    return { ...stretch, language, probability: votes[index]?.get(language) ?? 0 };
  });
  return windows.map(({ samples }, window) =>
    joinAlike(
      told.filter((stretch) => stretch.window === window),
      samples.length / SAMPLE_RATE,
    ),
  );
}

async function voteOn(
  { runtime, encoder, decoder }: Needs,
  windows: readonly EncodedWindow[],
  stretches: readonly Stretch[],
  { allowed, likely }: LanguageQuestion,
  turn: Conduct["turn"],
): Promise<LanguageVote[]> {
  const votes: LanguageVote[] = [];
  const ask = async (encoded: Encoded) => {
    await turn();
    return among(allowed, await decoder.languageProbabilities(encoded));
  };
  for (const { window, span } of stretches) {
    const { encoded = {}, samples = new Float32Array(0) } = windows[window] ?? {};
    const vote = await ask(framesOf(runtime, encoded, span));
    if (isClear(vote, likely)) {
      votes.push(vote);
      continue;
    }
    await turn();
    votes.push(await ask(await encoder.encode(samplesIn(samples, widened(span)))));
  }
  return votes;
}

const widened = ({ start, end }: Span): Span => ({ start: start - MARGIN, end: end + MARGIN });

function framesOf(runtime: Runtime, encoded: Encoded, span: Span): Encoded {
  const { start, end } = widened(span);
  const from = Math.max(0, Math.floor(start * FRAMES_PER_SECOND));
  return sliceFrames(runtime, encoded, from, Math.ceil(end * FRAMES_PER_SECOND));
}

/** The vote on the allowed languages alone, as shares of 1. */
function among(allowed: readonly string[], vote: LanguageVote): LanguageVote {
  const total = allowed.reduce((sum, code) => sum + (vote.get(code) ?? 0), 0) || 1;
  return new Map(allowed.map((code) => [code, (vote.get(code) ?? 0) / total]));
}

function isClear(vote: LanguageVote, likely: string | undefined): boolean {
  const expected = likely === undefined ? 0 : (vote.get(likely) ?? 0);
  return expected > EXPECTED || Math.max(...vote.values()) > CLEAR;
}

interface ToldStretch extends Stretch {
  readonly language: string;
  readonly probability: number;
}

/** Neighbours of one language are one part; two parts meet in the middle of the pause between them. */
function joinAlike(stretches: readonly ToldStretch[], seconds: number): SpokenPart[] {
  const parts: SpokenPart[] = [];
  for (const { span, language, probability } of stretches) {
    const last = parts.at(-1);
    const length = secondsOf(span);
    if (last?.language === language) {
      const sum = last.seconds + length;
      const mean = (last.probability * last.seconds + probability * length) / sum;
      parts[parts.length - 1] = { ...last, span: { ...last.span, end: span.end }, probability: mean, seconds: sum };
    } else parts.push({ span, language, probability, seconds: length });
  }
  return parts.map((part, index) => {
    const before = parts[index - 1]?.span.end;
    const after = parts[index + 1]?.span.start;
    const start = before === undefined ? 0 : (before + part.span.start) / 2;
    const end = after === undefined ? seconds : (part.span.end + after) / 2;
    return { ...part, span: { start, end } };
  });
}
