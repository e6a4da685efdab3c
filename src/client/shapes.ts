import { z } from "zod";
import { JOB_STATES } from "../domain/job.ts";
import type { Segment, Transcript } from "../domain/transcript.ts";

/** What this client reads of the answers. A service that is newer may say more: that is let through. */

const progress = z.looseObject({
  decodedSeconds: z.number(),
  totalSeconds: z.number().nullable(),
  speechSeconds: z.number(),
  recognisedSeconds: z.number(),
  fraction: z.number(),
  pieces: z.looseObject({ done: z.number(), known: z.number() }),
});

const error = z.looseObject({ code: z.string(), detail: z.string(), retry: z.boolean() });

/** A job as a service tells of it. Times are ISO 8601. */
export const RemoteJobShape = z.looseObject({
  id: z.string(),
  state: z.enum(JOB_STATES),
  partial: z.boolean(),
  priority: z.number(),
  parameters: z.looseObject({
    model: z.string(),
    language: z.string().nullable(),
    task: z.string(),
    prompt: z.string().nullable(),
  }),
  source: z.discriminatedUnion("kind", [
    z.looseObject({
      kind: z.literal("upload"),
      name: z.string().nullable(),
      bytes: z.number(),
      mediaType: z.string().nullable(),
    }),
    z.looseObject({ kind: z.literal("url"), url: z.string() }),
  ]),
  model: z.string().nullable(),
  language: z.string().nullable(),
  progress: progress.extend({ etaSeconds: z.number().nullable() }),
  queue: z.looseObject({ ahead: z.number(), startsInSeconds: z.number().nullable() }).nullish(),
  error: error.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});

export type RemoteJob = z.output<typeof RemoteJobShape>;

const files = z.looseObject({ count: z.number(), bytes: z.number() });

/** What a service says that it has erased. */
export const RemoteReceiptShape = z.looseObject({
  jobId: z.string(),
  erasedAt: z.string(),
  askedBy: z.string(),
  erased: z.looseObject({
    recordings: files,
    sound: files,
    transcript: z.boolean(),
    events: z.number(),
    webhookDeliveries: z.number(),
  }),
  keptFor: z.number(),
  blobsErased: z.boolean(),
});

export type RemoteReceipt = z.output<typeof RemoteReceiptShape>;

export const JobPageShape = z.looseObject({ jobs: z.array(RemoteJobShape), next: z.string().nullable() });

export type JobPage = z.output<typeof JobPageShape>;

const WordShape = z.object({
  start: z.number(),
  end: z.number(),
  text: z.string(),
  confidence: z.exactOptional(z.number()),
});

const channel = z.exactOptional(z.number());

const SegmentShape: z.ZodType<Segment> = z.object({
  start: z.number(),
  end: z.number(),
  text: z.string(),
  channel,
  language: z.exactOptional(z.string()),
  confidence: z.exactOptional(z.number()),
  words: z.exactOptional(z.array(WordShape)),
  corrections: z.exactOptional(z.array(z.object({ term: z.string(), heard: z.string() }))),
});

const eventOf = <Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.looseObject({ type: z.literal(type), sequence: z.number(), ...fields });

/** What happens to a job, as far as this client knows the kinds of events. */
export const RemoteEventShape = z.discriminatedUnion("type", [
  eventOf("job-queued", {}),
  eventOf("job-started", {}),
  eventOf("model-chosen", { model: z.string(), why: z.exactOptional(z.string()) }),
  eventOf("language-detected", { language: z.string(), probability: z.number() }),
  eventOf("segment-final", { segment: SegmentShape }),
  eventOf("progress", { progress }),
  eventOf("warning", { message: z.string() }),
  eventOf("job-succeeded", { partial: z.boolean() }),
  eventOf("job-failed", { error }),
  eventOf("job-cancelled", {}),
]);

export type RemoteEvent = z.output<typeof RemoteEventShape>;

/** The number of any event, of a known kind or not. */
export const EventNumberShape = z.looseObject({ sequence: z.number() });

const span = { start: z.number(), end: z.number() };

/** A transcript as a service gives it, and as the exports take it. */
export const TranscriptShape: z.ZodType<Transcript> = z.object({
  seconds: z.number(),
  language: z.string().nullable(),
  model: z.string(),
  modelChoice: z.exactOptional(z.string()),
  task: z.enum(["transcribe", "translate"]),
  segments: z.array(SegmentShape),
  suppressed: z.array(
    z.object({
      ...span,
      text: z.string(),
      channel,
      reasons: z.array(z.enum(["no-speech", "low-confidence", "repetition", "too-dense", "too-sparse"])),
      scores: z.object({
        averageLogProbability: z.number().nullable(),
        compressionRatio: z.number(),
        noSpeechProbability: z.number(),
      }),
    }),
  ),
  coverage: z.array(
    z.object({
      ...span,
      kind: z.enum(["transcribed", "silence", "noise", "suppressed", "unheard", "left-out"]),
      channel,
    }),
  ),
  vocabulary: z.exactOptional(
    z.array(z.object({ term: z.string(), times: z.number(), corrected: z.number(), heardAs: z.array(z.string()) })),
  ),
  warnings: z.array(z.string()),
});

/** RFC 9457, as far as it is read. */
export const ProblemShape = z.looseObject({ code: z.string(), detail: z.string().optional() });
