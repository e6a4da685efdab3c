import { z } from "zod";

/** What the worker says once its model is loaded. */
const Ready = z.object({
  event: z.literal("ready"),
  mlx: z.string(),
  mlxWhisper: z.string(),
  device: z.string(),
  /** False where it computes on the processor. */
  metal: z.boolean(),
});

/** What it says instead: the library does not load, or the files are no model. */
const NeverReady = z.object({ event: z.literal("error"), kind: z.enum(["import", "model"]), message: z.string() });

const Refusal = z.object({ event: z.literal("error"), id: z.number(), message: z.string() });

export const Greeting = z.union([Ready, NeverReady]);

/** What it made of a window: how likely each language is, by Whisper's code, where that was asked. */
export const Listened = z.union([
  z.object({ event: z.literal("result"), id: z.number(), languages: z.record(z.string(), z.number()).nullable() }),
  Refusal,
]);

/** What it wrote of the window. A figure that came out as none is null. */
export const Written = z.union([
  z.object({
    event: z.literal("result"),
    id: z.number(),
    /** All of the text, in pieces with their leading spaces. */
    words: z.array(
      z.object({ text: z.string(), start: z.number(), end: z.number(), probability: z.number().nullable() }),
    ),
    averageLogProbability: z.number().nullable(),
    noSpeechProbability: z.number().nullable(),
    temperature: z.number(),
  }),
  Refusal,
]);

export type Ready = z.output<typeof Ready>;
export type NeverReady = z.output<typeof NeverReady>;
export type Refusal = z.output<typeof Refusal>;
export type Listened = Exclude<z.output<typeof Listened>, Refusal>;
export type Written = Exclude<z.output<typeof Written>, Refusal>;
