import { z } from "zod";
import { FAILURES } from "../../domain/failure.ts";
import { JOB_STATES, type Job } from "../../domain/job.ts";
import { writeJob } from "../../domain/write-job.ts";

const time = z.iso.datetime();
const seconds = z.number().min(0);

const JobStateShape = z
  .enum(JOB_STATES)
  .meta({ id: "JobState", description: "The last three are ends; a retry leads back to `queued`." });

export const JobErrorShape = z
  .object({
    code: z.enum(["internal-error", ...Object.keys(FAILURES)]).meta({ examples: ["media-unreadable"] }),
    detail: z.string().describe("What happened and what to do, for a person."),
    retry: z.boolean().describe("Whether the same again can help."),
  })
  .meta({ id: "JobError", description: "Why a job failed. Codes are explained under /docs/errors." });

/** Progress as events carry it. */
export const ProgressShape = z
  .object({
    decodedSeconds: seconds.describe("Of the recording, decoded and cut so far."),
    totalSeconds: seconds
      .nullable()
      .describe("The file's own claim until decoding has ended, exact after; null while unknown."),
    speechSeconds: seconds.describe("Speech that has been found so far."),
    recognisedSeconds: seconds.describe("Speech that has been recognised."),
    fraction: z.number().min(0).max(1).describe("How much of the recording is settled."),
    pieces: z.object({ done: z.int().min(0), known: z.int().min(0) }).describe("Pieces of recognition."),
  })
  .meta({ id: "Progress" });

const JobProgressShape = ProgressShape.extend({
  etaSeconds: seconds
    .nullable()
    .describe(
      "Until the job ends, at the pace it goes on with, before at the measured speed of its model; null while neither is known.",
    ),
}).meta({ id: "JobProgress", description: "How far a job is." });

const QueueShape = z
  .object({
    ahead: z
      .int()
      .min(0)
      .describe("Jobs that wait and are more urgent, or as urgent and older; 1000 stands for that and more."),
    startsInSeconds: seconds.nullable().describe("From how fast jobs were started lately; null where none were."),
  })
  .meta({ id: "QueuePlace", description: "Where a job that waits stands." });

const SourceShape = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("upload"),
      name: z.string().nullable().describe("As the client named it."),
      bytes: z.int().min(0),
      mediaType: z.string().nullable(),
    }),
    z.object({ kind: z.literal("url"), url: z.string() }),
  ])
  .meta({ id: "JobSource", description: "Where the recording comes from." });

const ParametersShape = z
  .object({
    model: z.string().describe("`engine/model`, or `auto`."),
    language: z.string().nullable().describe("ISO 639-1 code; null when it is to be detected."),
    task: z.enum(["transcribe", "translate"]),
    prompt: z.string().nullable(),
    languages: z.array(z.string()).readonly().optional().describe("Those that may be spoken; absent for any."),
    vocabulary: z.array(z.string()).readonly().optional(),
    channels: z.enum(["mixed", "apart"]).optional(),
    disfluencies: z.enum(["keep", "remove"]).optional(),
    profanity: z.enum(["keep", "mask"]).optional(),
    beamSize: z.int().optional(),
    fromSeconds: z.number().optional(),
    toSeconds: z.number().optional(),
  })
  .meta({ id: "JobParameters", description: "What was asked, frozen when the job was submitted." });

const LinksShape = z
  .object({ self: z.string(), result: z.string(), events: z.string(), audio: z.string() })
  .meta({ id: "JobLinks", description: "Paths on this server." });

/** A job in answers. */
export const JobShape = z
  .object({
    id: z.uuid(),
    state: JobStateShape,
    partial: z.boolean().describe("Succeeded, though some pieces had to be given up; the transcript names the spans."),
    priority: z.int(),
    labels: z.array(z.string()).readonly().describe("What a worker must have to take it."),
    parameters: ParametersShape,
    source: SourceShape,
    model: z.string().nullable().describe("The engine and model chosen; null until then."),
    language: z.string().nullable().describe("The language heard or asked for; null until it is known."),
    batch: z.uuid().nullable().describe("The batch it came with; null where it came alone."),
    reference: z.string().nullable().describe("What its owner calls it within its batch."),
    progress: JobProgressShape,
    queue: QueueShape.nullable().describe("Null unless the job waits."),
    error: JobErrorShape.nullable(),
    cachedFrom: z
      .uuid()
      .nullable()
      .describe("The earlier job whose text it has; null where its recording was recognised for it."),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    expiresAt: time.nullable().describe("When it and all that belongs to it is deleted."),
    links: LinksShape,
  })
  .meta({ id: "Job", description: "One request for a transcription.", examples: [exampleJob()] });

export type JobJson = z.output<typeof JobShape>;

/** A job as answers show it, held against the shape. */
export const jobJson = (job: Job): JobJson => writeJob(job);

function exampleJob() {
  const id = "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11";
  return {
    id,
    state: "running",
    partial: false,
    priority: 0,
    labels: [],
    parameters: { model: "auto", language: null, task: "transcribe", prompt: null },
    source: { kind: "upload", name: "talk.mp3", bytes: 5_242_880, mediaType: "audio/mpeg" },
    model: "onnx/whisper-base",
    language: "en",
    batch: null,
    reference: null,
    progress: {
      decodedSeconds: 312.5,
      totalSeconds: 312.5,
      speechSeconds: 280.1,
      recognisedSeconds: 120.4,
      fraction: 0.49,
      etaSeconds: 21,
      pieces: { done: 6, known: 14 },
    },
    queue: null,
    error: null,
    cachedFrom: null,
    createdAt: "2030-01-31T09:30:00.000Z",
    startedAt: "2030-01-31T09:30:00.120Z",
    finishedAt: null,
    expiresAt: null,
    links: {
      self: `/api/v1/jobs/${id}`,
      result: `/api/v1/jobs/${id}/result`,
      events: `/api/v1/jobs/${id}/events`,
      audio: `/api/v1/jobs/${id}/audio`,
    },
  };
}
