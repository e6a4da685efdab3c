import { compressionRatio } from "../../domain/compression-ratio.ts";
import type { AskedAs } from "../../domain/job.ts";
import type { Segment, Transcript, Word } from "../../domain/transcript.ts";
import { type Remembered, rememberedOf } from "./remembered.ts";
import { spaced, writeText } from "./texts.ts";

type Wanted = Pick<Remembered, "model" | "transcription" | "hasWords" | "warnings">;

/** A job that came in other words asked for nothing in these: all that there is is shown. */
const ALL: Wanted = { model: null, transcription: "plain_text", hasWords: true, warnings: [] };

/**
 * The `output` of RunPod's worker for Whisper. What is not kept of a segment has its neutral value: no tokens, a `seek`,
 * `temperature` and `no_speech_prob` of 0, and where an engine tells no probabilities an `avg_logprob` of 0. `warnings` are
 * there only where there is something to say.
 */
export function outputOf(asked: AskedAs | null, transcript: Transcript) {
  const remembered = rememberedOf(asked);
  const wanted = remembered ?? ALL;
  const { segments, language } = transcript;
  const words = segments.flatMap((segment) => segment.words ?? []);
  const lacksWords = segments.some((segment) => segment.text.trim() !== "" && !segment.words);
  const warnings = [
    ...wanted.warnings,
    ...transcript.warnings,
    ...(remembered?.hasWords && lacksWords
      ? ["`word_timestamps` are not all there: this model does not tell them."]
      : []),
  ];
  return {
    segments: segments.map(segmentOf),
    detected_language: language,
    transcription: writeText(segments, wanted.transcription),
    translation: null,
    // Where a worker ran is not kept.
    device: "cpu",
    model: wanted.model ?? transcript.model,
    ...(wanted.hasWords && { word_timestamps: words.map(wordOf) }),
    ...(warnings.length > 0 && { warnings }),
  };
}

const segmentOf = ({ start, end, text, confidence }: Segment, index: number) => ({
  id: index + 1,
  seek: 0,
  start,
  end,
  text: spaced(text),
  tokens: [],
  temperature: 0,
  avg_logprob: confidence === undefined ? 0 : Math.log(Math.max(confidence, 1e-6)),
  compression_ratio: compressionRatio(text),
  no_speech_prob: 0,
});

const wordOf = ({ text, start, end }: Word) => ({ word: spaced(text), start, end });
