import { z } from "zod";

const seconds = z.number().describe("Seconds from the start of the recording.");
const share = z.number().min(0).max(1);
const channel = z.int().min(0).describe("Of the recording, counted from 0, where channels were heard apart.");

const WordShape = z
  .object({
    start: seconds,
    end: seconds,
    text: z.string(),
    confidence: share.optional().describe("Mean probability of the word's tokens, where the engine gives one."),
  })
  .meta({ id: "Word", description: "One word as spoken." });

export const SegmentShape = z
  .object({
    start: seconds,
    end: seconds,
    text: z.string(),
    channel: channel.optional(),
    language: z.string().optional().describe("ISO 639-1 code, where the engine knows it."),
    confidence: share.optional().describe("Mean probability of the segment's tokens, where the engine gives one."),
    words: z.array(WordShape).optional().describe("In time order; absent when the model has no word times."),
    corrections: z
      .array(z.object({ term: z.string(), heard: z.string() }))
      .optional()
      .describe("Terms of the vocabulary that were heard in another spelling."),
  })
  .meta({
    id: "Segment",
    description: "A stretch of speech a person would read as one line or sentence.",
    examples: [
      { start: 0.3, end: 2.9, text: "Ask not what your country can do for you.", language: "en", confidence: 0.94 },
    ],
  });

const SuppressedTextShape = z
  .object({
    start: seconds,
    end: seconds,
    text: z.string(),
    channel: channel.optional(),
    reasons: z.array(z.enum(["no-speech", "low-confidence", "repetition", "too-dense", "too-sparse"])),
    scores: z.object({
      averageLogProbability: z.number().nullable(),
      compressionRatio: z.number(),
      noSpeechProbability: z.number(),
    }),
  })
  .meta({ id: "SuppressedText", description: "Text the engine gave that should not be believed, with its scores." });

const CoverageShape = z
  .object({
    start: seconds,
    end: seconds,
    kind: z.enum(["transcribed", "silence", "noise", "suppressed", "unheard", "left-out"]),
    channel: channel.optional(),
  })
  .meta({ id: "CoverageEntry", description: "What became of a stretch of the recording." });

const TermReportShape = z
  .object({
    term: z.string(),
    times: z.int().min(0).describe("How often it stands in the text."),
    corrected: z.int().min(0).describe("How often of those it was heard in another spelling."),
    heardAs: z.array(z.string()).describe("In which."),
  })
  .meta({ id: "TermReport", description: "What became of one term of a vocabulary." });

/** A transcript in answers. Times are rounded to milliseconds, scores to three decimals. */
export const TranscriptShape = z
  .object({
    seconds: z.number().describe("Duration of the recording, or where the time that was asked for ends."),
    language: z
      .string()
      .nullable()
      .describe("The language asked for, or what most of the speech is in; null when there was no speech."),
    model: z.string().describe("The engine and model that ran, as `engine/model`."),
    modelChoice: z.string().optional().describe("Why this model, in plain words; absent where it was named."),
    task: z.enum(["transcribe", "translate"]),
    segments: z.array(SegmentShape).describe("In time order."),
    suppressed: z.array(SuppressedTextShape),
    coverage: z
      .array(CoverageShape)
      .describe(
        "Every second of the recording once, in time order without holes; of each channel, where they were heard apart.",
      ),
    vocabulary: z.array(TermReportShape).optional().describe("What became of each term that was to be expected."),
    warnings: z.array(z.string()).describe("What was not done as asked, in plain words."),
  })
  .meta({ id: "Transcript", description: "What became of a whole recording." });
