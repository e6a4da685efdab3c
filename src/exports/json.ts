import type { Transcript } from "../domain/transcript.ts";

/**
 * Writes the whole transcript as indented JSON with its keys in one fixed order, so that two of them can be compared
 * line by line. Times are rounded to milliseconds, scores to three decimals.
 */
export function writeJson(transcript: Transcript): string {
  const { seconds, language, model, modelChoice, task, segments, suppressed, coverage, vocabulary, warnings } =
    transcript;
  const ordered: Transcript = {
    seconds,
    language,
    model,
    ...(modelChoice !== undefined && { modelChoice }),
    task,
    segments: segments.map(({ start, end, text, channel, language, confidence, words, corrections }) => ({
      start,
      end,
      text,
      ...(channel !== undefined && { channel }),
      ...(language !== undefined && { language }),
      ...(confidence !== undefined && { confidence }),
      ...(words && {
        words: words.map(({ start, end, text, confidence }) => ({
          start,
          end,
          text,
          ...(confidence !== undefined && { confidence }),
        })),
      }),
      ...(corrections && { corrections: corrections.map(({ term, heard }) => ({ term, heard })) }),
    })),
    suppressed: suppressed.map(({ start, end, text, channel, reasons, scores }) => {
      const { averageLogProbability, compressionRatio, noSpeechProbability } = scores;
      return {
        start,
        end,
        text,
        ...(channel !== undefined && { channel }),
        reasons,
        scores: { averageLogProbability, compressionRatio, noSpeechProbability },
      };
    }),
    coverage: coverage.map(({ start, end, kind, channel }) => ({
      start,
      end,
      kind,
      ...(channel !== undefined && { channel }),
    })),
    ...(vocabulary && {
      vocabulary: vocabulary.map(({ term, times, corrected, heardAs }) => ({ term, times, corrected, heardAs })),
    }),
    warnings,
  };
  return `${JSON.stringify(ordered, (_key, value) => (typeof value === "number" ? toThousandths(value) : value), 2)}\n`;
}

const toThousandths = (value: number): number => Math.round(value * 1000) / 1000;
