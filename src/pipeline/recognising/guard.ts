import { secondsOf } from "../../domain/audio.ts";
import { compressionRatio } from "../../domain/compression-ratio.ts";
import type { SuppressedText, SuppressionReason } from "../../domain/transcript.ts";
import { extentOf, type Window } from "../../domain/window.ts";
import type { HeardText } from "../../ports/engine.ts";
import { isGoingRound } from "./going-round.ts";

// Where the limits lie was measured: of 467 windows of clear speech in ten languages none comes near one (the worst mean log
// probability is −0.57, the highest probability of silence 0.42, long speech the engine was unsure of has 5 bytes a second), and what is invented
// over many voices at once lies behind at least one of them.

/** Above this the model itself says that nobody speaks … */
const NO_SPEECH = 0.55;
/** … and below this it was not sure of its text either. */
const UNSURE = -0.5;
/** The mean log probability counts against a text, and a likely silence half as much. */
const MOST_DOUBT = 0.9;
const WEIGHT_OF_SILENCE = 0.5;
/** Text that deflates better than this repeats itself, as adverts and announcements do when they are played again … */
const CIRCULAR = 2.4;
/** … so it is doubted only where the model was not sure of it … */
const SURE = -0.3;
/** … or where hardly anything but the repetition is left. */
const SPINNING = 4;
/** A phrase said over and over is believed of people who are understood well. */
const ROUND = -0.5;
/** Letters a second of speech. Fast speakers reach 25. */
const DENSE = 40;
/** Bytes a second in a text that leaves most of the speech out. */
const SPARSE = 4;
/** So much speech must be there for that to mean anything. */
const SPARSE_SECONDS = 5;
/** How sure an engine is taken to be that does not tell: only what a text looks like speaks against it. */
const UNTOLD = -0.4;
/** A word or two in a fraction of a second is not dense, it is short. */
const LEAST_SECONDS = 0.5;

/**
 * Decides whether what was heard in a window can be believed. Recognisers invent text over music, noise and silence,
 * and go round in circles; the signs are the ones of OpenAI's decoder, taken together, the density of the text and its structure.
 * @returns null when the text stands
 */
export function doubt(window: Window, heard: HeardText): SuppressedText | null {
  if (heard.text === "") return null;
  const reasons = reasonsOf(window, heard);
  if (reasons.length === 0) return null;
  const { averageLogProbability, noSpeechProbability } = heard;
  return {
    ...extentOf(window),
    text: heard.text,
    reasons,
    scores: { averageLogProbability, compressionRatio: compressionRatio(heard.text), noSpeechProbability },
  };
}

function reasonsOf(window: Window, heard: HeardText): SuppressionReason[] {
  const { noSpeechProbability, text } = heard;
  const ratio = compressionRatio(text);
  const averageLogProbability = heard.averageLogProbability ?? UNTOLD;
  const seconds = Math.max(
    window.speech.reduce((sum, span) => sum + secondsOf(span), 0),
    LEAST_SECONDS,
  );
  const doubts = WEIGHT_OF_SILENCE * noSpeechProbability - averageLogProbability;
  const circles = ratio > CIRCULAR && averageLogProbability < SURE;
  const isRound = averageLogProbability < ROUND && isGoingRound(text);
  const isSparse = seconds > SPARSE_SECONDS && Buffer.byteLength(text) / seconds < SPARSE;
  const reasons: SuppressionReason[] = [];
  if (noSpeechProbability > NO_SPEECH && averageLogProbability < UNSURE) reasons.push("no-speech");
  if (doubts > MOST_DOUBT) reasons.push("low-confidence");
  if (circles || isRound || ratio > SPINNING) reasons.push("repetition");
  if ([...text].length / seconds > DENSE) reasons.push("too-dense");
  if (isSparse && averageLogProbability < SURE) reasons.push("too-sparse");
  return reasons;
}
