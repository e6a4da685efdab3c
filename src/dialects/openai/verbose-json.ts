import { compressionRatio } from "../../domain/compression-ratio.ts";
import { LANGUAGES } from "../../domain/languages.ts";
import type { Segment, Transcript } from "../../domain/transcript.ts";
import { runningText } from "../../exports/text.ts";
import type { Asked } from "./asked.ts";
import { logProbability } from "./log-probabilities.ts";

/**
 * A transcript as OpenAI's `verbose_json`. What is not kept of a segment has its neutral value: no tokens, a temperature of
 * 0, a `no_speech_prob` of 0 (what was not believed to be speech is not in the text), and where an engine tells no
 * probabilities an `avg_logprob` of 0.
 */
export function verboseJson(
  transcript: Transcript,
  { hasWords, hasSegments }: Pick<Asked, "hasWords" | "hasSegments">,
) {
  const { task, language, seconds, segments } = transcript;
  return {
    task,
    language: (task === "translate" ? "English" : (LANGUAGES[language ?? ""] ?? "unknown")).toLowerCase(),
    duration: seconds,
    text: runningText(segments),
    ...(hasSegments && { segments: segments.map(verboseSegment) }),
    ...(hasWords && { words: segments.flatMap(({ words = [] }) => words).map(verboseWord) }),
    usage: usageOf(transcript),
  };
}

/** As it is counted there: whole seconds of sound. */
export const usageOf = ({ seconds }: Pick<Transcript, "seconds">) =>
  ({ type: "duration", seconds: Math.ceil(seconds) }) as const;

const verboseWord = ({ text, start, end }: { text: string; start: number; end: number }) => ({
  word: text.trim(),
  start,
  end,
});

const verboseSegment = ({ start, end, text, confidence }: Segment, id: number) => ({
  id,
  seek: 0,
  start,
  end,
  text,
  tokens: [],
  temperature: 0,
  avg_logprob: confidence === undefined ? 0 : logProbability(confidence),
  compression_ratio: compressionRatio(text),
  no_speech_prob: 0,
});
