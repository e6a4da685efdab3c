import { secondsOf } from "../domain/audio.ts";
import type { SuppressedText, SuppressionReason } from "../domain/transcript.ts";
import { extentOf, type Window } from "../domain/window.ts";
import type { HeardText } from "../ports/engine.ts";

/** Above this the model itself says that nobody speaks. */
const NO_SPEECH = 0.6;
/** Below this the model was guessing … */
const UNSURE = -1;
/** … and below this nothing it says can be believed. */
const WILD = -1.5;
/** Text that deflates better than this repeats itself, as adverts and announcements do when they are played again … */
const CIRCULAR = 2.4;
/** … so it is doubted only where the model was not sure of it … */
const SURE = -0.3;
/** … or where hardly anything but the repetition is left. */
const SPINNING = 4;
/** Letters a second of speech. Fast speakers reach 25. */
const DENSE = 40;
/** A word or two in a fraction of a second is not dense, it is short. */
const LEAST_SECONDS = 0.5;

/**
 * Decides whether what was heard in a window can be believed. Recognisers invent text over music, noise and silence,
 * and go round in circles; the signs are the ones of OpenAI's decoder, taken together, and the density of the text.
 * @returns null when the text stands
 */
export function doubt(window: Window, heard: HeardText): SuppressedText | null {
  if (heard.text === "") return null;
  const reasons = reasonsOf(window, heard);
  if (reasons.length === 0) return null;
  const { averageLogProbability, compressionRatio, noSpeechProbability } = heard;
  return {
    ...extentOf(window),
    text: heard.text,
    reasons,
    scores: { averageLogProbability, compressionRatio, noSpeechProbability },
  };
}

function reasonsOf(window: Window, heard: HeardText): SuppressionReason[] {
  const { averageLogProbability, compressionRatio, noSpeechProbability, text } = heard;
  const seconds = Math.max(
    window.speech.reduce((sum, span) => sum + secondsOf(span), 0),
    LEAST_SECONDS,
  );
  const reasons: SuppressionReason[] = [];
  if (noSpeechProbability > NO_SPEECH && averageLogProbability < UNSURE) reasons.push("no-speech");
  if (averageLogProbability < WILD) reasons.push("low-confidence");
  const circles = compressionRatio > CIRCULAR && averageLogProbability < SURE;
  if (circles || compressionRatio > SPINNING) reasons.push("repetition");
  if ([...text].length / seconds > DENSE) reasons.push("too-dense");
  return reasons;
}
