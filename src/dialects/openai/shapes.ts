import { z } from "zod";

/** A failure, for the documentation. */
export const OpenaiFailure = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().describe("That of a problem; `model_not_found` for a model that is not there."),
    }),
  })
  .meta({ id: "OpenaiFailure", description: "A failure, as OpenAI writes it." });

const shared = {
  text: z.string(),
  usage: z.object({ type: z.literal("duration"), seconds: z.int() }),
  warnings: z.array(z.string()).optional().describe("What was not done as asked."),
};

const logprob = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.int()) });

/** What `json` gives. */
export const TextShape = z.looseObject({ ...shared, logprobs: z.array(logprob).optional() });

const times = { start: z.number().describe("Seconds."), end: z.number() };

/** What `verbose_json` gives. */
export const VerboseShape = z.looseObject({
  ...shared,
  task: z.enum(["transcribe", "translate"]),
  language: z.string(),
  duration: z.number().describe("Seconds."),
  segments: z
    .array(
      z.looseObject({
        id: z.int(),
        seek: z.int(),
        ...times,
        text: z.string(),
        tokens: z.array(z.int()),
        temperature: z.number(),
        avg_logprob: z.number(),
        compression_ratio: z.number(),
        no_speech_prob: z.number(),
      }),
    )
    .optional(),
  words: z.array(z.looseObject({ word: z.string(), ...times })).optional(),
});
