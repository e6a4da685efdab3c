import { z } from "zod";

const Token = z.object({
  word: z.string(),
  start: z.number(),
  end: z.number(),
  probability: z.number(),
});

/** What whisper-server answers in the format `verbose_json`. What it calls words are tokens. */
export const Answer = z.object({
  text: z.string(),
  language: z.string(),
  detected_language_probability: z.number().optional(),
  /** By code; only where asked for. */
  language_probabilities: z.record(z.string(), z.number()).optional(),
  segments: z.array(
    z.object({
      text: z.string(),
      start: z.number(),
      end: z.number(),
      words: z.array(Token).default([]),
      temperature: z.number(),
    }),
  ),
});

export type Answer = z.output<typeof Answer>;
