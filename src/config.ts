import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import envPaths from "env-paths";
import { z } from "zod";
import { storageUrl } from "./blobs/storage-url.ts";
import { MODEL_NAME, modelLimits, wholeModelNames } from "./compose/model-settings.ts";
import { databaseUrl } from "./database/database-url.ts";
import { Failure } from "./domain/failure.ts";
import type { Lane } from "./domain/piece.ts";
import { isRemoteModel } from "./domain/remote-models.ts";
import { isNetwork } from "./outgoing/is-network.ts";
import { queueUrl } from "./queues/queue-url.ts";
import {
  isLoopback,
  isWebAddress,
  listOf,
  numberFrom,
  TEN_YEARS,
  wholeNumberFrom,
  withoutSlashAtEnd,
  yesOrNo,
} from "./setting-kinds.ts";
import { SIGN_IN_RULES, signInSettings } from "./sign-in-settings.ts";

const remoteLimit = (unit: "minutes" | "dollars", period: "day" | "month", whose: "in total" | "for each key") =>
  numberFrom(0, 10_000_000)
    .optional()
    .describe(
      `Most ${unit === "minutes" ? "minutes of sound that remote engines may be sent" : "dollars that remote engines may cost"} in a ${period} (UTC), ${whose}.`,
    )
    .meta({ byDefault: "no limit" });

const LABEL = /^[\w.:/-]{1,63}$/;

/** What the settings are, each with its meaning. */
export const Settings = z
  .object({
    MODELS_DIR: z
      .string()
      .default(() => join(envPaths("scribewell", { suffix: "" }).data, "models"))
      .transform((path) => resolve(path))
      .describe("Directory where models are kept once they are downloaded.")
      .meta({ byDefault: "`models` in the platform's data directory, for example `~/.local/share/scribewell/models`" }),
    MODELS_MIRROR: z
      .string()
      .refine((place) => !place.includes("://") || isWebAddress(place), "must be a directory or an http(s) address")
      .transform((place) => (isWebAddress(place) ? withoutSlashAtEnd(place) : resolve(place)))
      .optional()
      .describe("Directory or http(s) address that is asked for models before anything else."),
    HF_ENDPOINT: z
      .string()
      .refine(isWebAddress, "must be an http(s) address")
      .transform(withoutSlashAtEnd)
      .default("https://huggingface.co")
      .describe("Address of Hugging Face, or of a mirror of it, for model downloads."),
    HF_TOKEN: z
      .string()
      .regex(/^[!-~]+$/, "must be one word without spaces")
      .optional()
      .describe("Access token for models on Hugging Face that ask for one. Sent there and nowhere else.")
      .meta({ secret: true }),
    FFMPEG_PATH: z
      .string()
      .optional()
      .describe("The ffmpeg that decodes recordings: a path, or `@ffmpeg/core` for the slower one inside a sandbox.")
      .meta({ byDefault: "`ffmpeg` from the PATH, else `@ffmpeg/core` where that package is installed" }),
    THREADS: wholeNumberFrom(1, 256)
      .default(() => Math.min(availableParallelism(), 8))
      .describe("Processor threads that recognition may use.")
      .meta({ byDefault: "one for each processor, at most 8" }),
    EXECUTION_PROVIDER: z
      .enum(["cpu", "cuda", "coreml", "directml"], "must be cpu, cuda, coreml or directml")
      .default("cpu")
      .describe(
        "What Whisper and Moonshine compute on: `cpu`, `cuda`, `coreml` or `directml`. Where that does not run the processor is used, and a warning says so.",
      ),
    ENGINE_MEMORY_MB: wholeNumberFrom(200, 10_000_000)
      .optional()
      .describe("Most memory that one recognition process may take for data, in megabytes. Held on Linux alone.")
      .meta({ byDefault: "as much as there is" }),
    ENGINE_BATCH: wholeNumberFrom(1, 32)
      .optional()
      .describe(
        "Windows that Whisper recognises together. Fewer where memory does not suffice for them, and a warning says so.",
      )
      .meta({ byDefault: "`4` on the cpu, `8` elsewhere" }),
    WHISPER_CPP_BIN: z
      .string()
      .transform((path) => resolve(path))
      .optional()
      .describe("The `whisper-server` of whisper.cpp that the engine whispercpp runs: the program, or its directory.")
      .meta({ byDefault: "the one that `scribewell engines install` built, else `whisper-server` from the PATH" }),
    MLX_PYTHON: z
      .string()
      .optional()
      .describe("The Python that the engine mlx runs, with mlx-whisper installed.")
      .meta({
        byDefault: "the one that `scribewell engines install` made, else `python3` from the PATH on Apple silicon",
      }),
    ENGINES_DIR: z
      .string()
      .default(() => join(envPaths("scribewell", { suffix: "" }).data, "engines"))
      .transform((path) => resolve(path))
      .describe("Directory where `scribewell engines install` keeps what it builds.")
      .meta({
        byDefault: "`engines` in the platform's data directory, for example `~/.local/share/scribewell/engines`",
      }),
    REMOTE_ENGINES: z
      .enum(["no", "named", "fallback"], "must be no, named or fallback")
      .default("no")
      .describe(
        "Whether recordings may be sent to the remote service behind OPENAI_BASE_URL: `no`, `named` where a request names a remote model, `fallback` also where FALLBACK_MODELS comes to one.",
      ),
    OPENAI_API_KEY: z
      .string()
      .regex(/^[!-~]+$/, "must be one word without spaces")
      .optional()
      .describe("Key for the remote service behind OPENAI_BASE_URL. Sent there and nowhere else.")
      .meta({ secret: true }),
    OPENAI_BASE_URL: z
      .string()
      .refine(
        (address) => isWebAddress(address) && new URL(address).username === "",
        "must be an http(s) address without a user or password in it",
      )
      .transform(withoutSlashAtEnd)
      .default("https://api.openai.com/v1")
      .describe("Address of the remote service, OpenAI's or one that speaks like it, up to and with `/v1`.")
      .meta({ secret: true, byDefault: "`https://api.openai.com/v1`" }),
    ENGINE_IDLE_SECONDS: numberFrom(1, 2_000_000)
      .default(900)
      .describe("Seconds without work after which a model gives its memory back to the system."),
    MODELS_MEMORY_MB: wholeNumberFrom(200, 10_000_000)
      .optional()
      .describe(
        "Most memory that loaded models may take together, in megabytes. The one that has rested longest is unloaded first.",
      )
      .meta({ byDefault: "as much as there is" }),
    PRELOAD_MODELS: listOf(MODEL_NAME, "must be names of models with commas between them").describe(
      "Models that the service fetches and loads at its start, with commas between them.",
    ),
    FALLBACK_MODELS: listOf(MODEL_NAME, "must be names of models with commas between them").describe(
      "Models that take over, in this order, where the engine of the chosen one does not work, with commas between them.",
    ),
    REMOTE_MINUTES_PER_DAY: remoteLimit("minutes", "day", "in total"),
    REMOTE_MINUTES_PER_MONTH: remoteLimit("minutes", "month", "in total"),
    REMOTE_DOLLARS_PER_DAY: remoteLimit("dollars", "day", "in total"),
    REMOTE_DOLLARS_PER_MONTH: remoteLimit("dollars", "month", "in total"),
    REMOTE_MINUTES_PER_DAY_PER_KEY: remoteLimit("minutes", "day", "for each key"),
    REMOTE_MINUTES_PER_MONTH_PER_KEY: remoteLimit("minutes", "month", "for each key"),
    REMOTE_DOLLARS_PER_DAY_PER_KEY: remoteLimit("dollars", "day", "for each key"),
    REMOTE_DOLLARS_PER_MONTH_PER_KEY: remoteLimit("dollars", "month", "for each key"),
    MAX_AUDIO_HOURS: numberFrom(0.001, 10_000).default(24).describe("Longest recording that is accepted, in hours."),
    MAX_DOWNLOAD_GB: numberFrom(0.001, 100_000)
      .default(20)
      .describe("Largest recording that is read from an address or from standard input, in gigabytes."),
    ENGINE_STALL_SECONDS: numberFrom(1, 86_400)
      .default(120)
      .describe("Seconds without progress after which a recognition process is taken for stuck and started anew."),
    LISTEN_HOST: z
      .string()
      .regex(/^[\w.:-]+$/, "must be an address or a name of this machine")
      .default("127.0.0.1")
      .describe("Address the service listens at. Any other than this machine's own needs AUTH=keys, or OPEN_ACCESS."),
    PORT: wholeNumberFrom(0, 65_535).default(8000).describe("Port the service listens at; 0 takes a free one."),
    AUTH: z
      .enum(["none", "keys"], "must be none or keys")
      .default("none")
      .describe("Who may ask: `none` asks nobody, `keys` wants a key. The first is made and shown at the first start."),
    OPEN_ACCESS: yesOrNo.describe(
      "Whether the service may listen at an address that others can reach, though it asks nobody for a key: `yes` or `no`.",
    ),
    ALLOWED_HOSTS: listOf(/^[\w.:[\]-]+$/, "must be host names with commas between them").describe(
      "Names under which the service may be asked besides this machine's own, with commas between them.",
    ),
    ALLOWED_ORIGINS: listOf(
      /^https?:\/\/[^/\s]+$/,
      "must be origins such as https://app.example.org, with commas between them",
    ).describe("Origins of web pages that may use the service from a browser, with commas between them."),
    ALLOWED_NETWORKS: listOf(
      { test: isNetwork },
      "must be networks such as 10.1.0.0/16, with commas between them",
    ).describe(
      "Private networks from which recordings may be fetched by address, and where webhooks may be sent, with commas between them.",
    ),
    TRUSTED_PROXIES: listOf(
      { test: (value) => isNetwork(value) || isIP(value) > 0 },
      "must be addresses or networks such as 10.1.0.0/16, with commas between them",
    ).describe(
      "Addresses and networks of proxies before the service, with commas between them: what they say in `X-Forwarded-For` is whose request it is.",
    ),
    ...signInSettings,
    SERVER_KEY: z
      .string()
      .regex(/^[!-~]+$/, "must be one word without spaces")
      .optional()
      .describe("Key for the service that `jobs` and `transcribe --server` ask, where it wants one.")
      .meta({ secret: true }),
    SERVER_URL: z
      .string()
      .refine((address) => isWebAddress(address), "must be an http(s) address")
      .optional()
      .describe("Address of the service that the command `jobs` asks.")
      .meta({
        secret: true,
        byDefault: "the service that runs on `DATA_DIR`, else `http://127.0.0.1:8000`",
      }),
    DATA_DIR: z
      .string()
      .default(() => envPaths("scribewell", { suffix: "" }).data)
      .transform((path) => resolve(path))
      .describe("Directory where the service keeps its database and recordings.")
      .meta({ byDefault: "the platform's data directory, for example `~/.local/share/scribewell`" }),
    DATABASE_URL: databaseUrl
      .default({ kind: "embedded", directory: null })
      .describe(
        "The database: `pglite:` for the one inside the service, kept in `DATA_DIR`; `pglite:DIRECTORY`; or `postgres://user@host/database`, which several processes may share.",
      )
      .meta({ secret: true, byDefault: "`pglite:`" }),
    DATABASE_CONNECTIONS: wholeNumberFrom(2, 1_000)
      .default(10)
      .describe("Most connections of a process to a PostgreSQL server. One more listens for changes."),
    STORAGE_URL: storageUrl
      .default({ kind: "files", directory: null })
      .describe(
        "Where recordings are kept: `file:` in `DATA_DIR`, `file:///DIRECTORY`, `s3://BUCKET/PREFIX?region=…` or `gs://BUCKET/PREFIX`.",
      )
      .meta({ secret: true, byDefault: "`file:`" }),
    QUEUE_URL: queueUrl
      .default({ kind: "pg" })
      .describe(
        "What wakes workers: `pg:` for the database itself, `redis://host:6379/0`, `sqs://REGION/NAME` or `pubsub://PROJECT/TOPIC`.",
      )
      .meta({ secret: true, byDefault: "`pg:`" }),
    SECRETS_KEY: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes as base64, such as `openssl rand -base64 32` writes")
      .transform((text) => Buffer.from(text, "base64"))
      .optional()
      .describe(
        "Key that secrets of webhooks are kept with, and keys of clients are known by: 32 bytes as base64, the same for every process. `openssl rand -base64 32` makes one.",
      )
      .meta({
        secret: true,
        byDefault: "with the database inside the service a file in `DATA_DIR`, made once; else not set",
      }),
    PUSH_AUDIENCE: z
      .string()
      .optional()
      .describe(
        "What Pub/Sub's push subscriptions write into their tokens as the audience. With PUSH_ACCOUNT the API takes pushes.",
      ),
    PUSH_ACCOUNT: z
      .email("must be the address of a service account")
      .optional()
      .describe("The service account in whose name Pub/Sub pushes."),
    PUSH_WORK_SECONDS: numberFrom(1, 3_600)
      .default(60)
      .describe("Seconds after which a push that is being worked on begins nothing further. Less than its deadline."),
    MAX_UPLOAD_GB: numberFrom(0.001, 100_000)
      .default(20)
      .describe("Largest recording that the service takes in, sent or fetched, in gigabytes."),
    KEEP_SECONDS: wholeNumberFrom(1, TEN_YEARS)
      .optional()
      .describe(
        "Seconds after the end of a job at which all of it is deleted, where the job does not say `keepSeconds`.",
      )
      .meta({ byDefault: "KEEP_AT_MOST_SECONDS, and without that they are kept" }),
    KEEP_AT_MOST_SECONDS: wholeNumberFrom(1, TEN_YEARS)
      .optional()
      .describe("The most that a job may ask for with `keepSeconds`.")
      .meta({ byDefault: "no limit" }),
    KEEP_FREE_GB: numberFrom(0, 100_000)
      .default(1)
      .describe("Disk space that must be left, in gigabytes: with less the service takes nothing in."),
    RESULT_CACHE: z
      .enum(["on", "off"], "must be on or off")
      .default("on")
      .describe(
        "Whether a job gets the text of an earlier one that asked the same of the same recording: `on` or `off`.",
      ),
    MAX_QUEUED_JOBS: wholeNumberFrom(1, 10_000_000)
      .default(10_000)
      .describe("Jobs that may be open, waiting or at work; with more the service asks to come back later."),
    KEY_CONCURRENCY: wholeNumberFrom(1, 1_000_000)
      .optional()
      .describe("Most pieces of a key that are recognised at the same time, by all workers together.")
      .meta({ byDefault: "no limit" }),
    MODEL_CONCURRENCY: modelLimits()
      .describe(
        "Most pieces that are recognised with a model at the same time, by all workers together: `MODEL=NUMBER`, with commas between them.",
      )
      .meta({ byDefault: "no limit" }),
    WORKER_LANES: listOf(/^(network|media|speech|text)$/, "must be of network, media, speech and text, with commas")
      .transform((lanes) => lanes as Lane[]) // as the pattern says
      .describe(
        "What kinds of work this worker takes, with commas between them: `network` (fetching), `media` (decoding), `speech` (recognition), `text` (the rest).",
      )
      .meta({ byDefault: "all" }),
    WORKER_LABELS: listOf(LABEL, "must be labels of letters, digits and . : / _ - with commas between them").describe(
      "What this worker has that jobs may ask for by `labels`, for example `gpu`, with commas between them.",
    ),
    WORKER_MODELS: wholeModelNames()
      .describe("The models that this worker may recognise with, with commas between them. Others are left to others.")
      .meta({ byDefault: "all" }),
    WORKER_PORT: wholeNumberFrom(0, 65_535)
      .optional()
      .describe(
        "Port at which `scribewell worker` shows its health and figures; 0 takes a free one. Left out, it shows none.",
      ),
    WORKER_HOST: z
      .string()
      .regex(/^[\w.:-]+$/, "must be an address or a name of this machine")
      .default("127.0.0.1")
      .describe("Address of WORKER_PORT. Whoever reaches it sees health and figures, and can change nothing."),
    STOP_GRACE_SECONDS: numberFrom(0, 3_600)
      .default(20)
      .describe("Seconds that work may go on after the service has been told to stop."),
    LOG_LEVEL: z
      .enum(["fatal", "error", "warn", "info", "debug", "silent"], "must be fatal, error, warn, info, debug or silent")
      .default("info")
      .describe("Least severity of what the service logs."),
  })
  .refine(
    ({ LISTEN_HOST, OPEN_ACCESS, AUTH }) =>
      OPEN_ACCESS === true || AUTH === "keys" || typeof LISTEN_HOST !== "string" || isLoopback(LISTEN_HOST),
    {
      path: ["LISTEN_HOST"],
      error:
        "can be reached by others, and nobody would be asked for a key: set AUTH=keys, or OPEN_ACCESS=yes if that is meant, or leave LISTEN_HOST out",
      // Beside other wrong settings too: all are named at once.
      when: () => true,
    },
  )
  .refine(
    ({ AUTH, SECRETS_KEY, DATABASE_URL }) =>
      AUTH !== "keys" || SECRETS_KEY !== undefined || DATABASE_URL?.kind === "embedded",
    {
      path: ["SECRETS_KEY"],
      error:
        "must be set with AUTH=keys on a database server, the same for every process: `openssl rand -base64 32` makes one",
      when: () => true,
    },
  )
  .refine(...SIGN_IN_RULES.keys)
  .refine(...SIGN_IN_RULES.client)
  .refine(...SIGN_IN_RULES.secret)
  .refine(({ PUSH_AUDIENCE, PUSH_ACCOUNT }) => (PUSH_AUDIENCE === undefined) === (PUSH_ACCOUNT === undefined), {
    path: ["PUSH_AUDIENCE"],
    error: "and PUSH_ACCOUNT belong together: pushes are taken where both are set",
    when: () => true,
  })
  .refine(({ KEEP_SECONDS, KEEP_AT_MOST_SECONDS }) => !(Number(KEEP_SECONDS) > Number(KEEP_AT_MOST_SECONDS)), {
    path: ["KEEP_SECONDS"],
    error: "must not be more than KEEP_AT_MOST_SECONDS",
    when: () => true,
  })
  .refine(
    ({ FALLBACK_MODELS, REMOTE_ENGINES }) =>
      REMOTE_ENGINES === "fallback" || !Array.isArray(FALLBACK_MODELS) || !FALLBACK_MODELS.some(isRemoteModel),
    {
      path: ["FALLBACK_MODELS"],
      error: "would send recordings to a remote service: set REMOTE_ENGINES=fallback if that is meant, or leave it out",
      when: () => true,
    },
  );

/** Every setting with its value. */
export type Config = z.infer<typeof Settings>;

/**
 * Reads the settings. A variable that is empty counts as not set.
 * @throws {Failure} `settings-invalid`, naming every wrong setting at once, so that one correction is enough.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value.trim() !== "";
  const result = Settings.safeParse(Object.fromEntries(Object.entries(environment).filter(isSet)));
  if (result.success) return result.data;
  const complaints = new Map(result.error.issues.map((issue) => [String(issue.path[0]), issue.message]));
  const schemas: Record<string, z.ZodType> = Settings.shape;
  const sentences = [...complaints].map(([name, complaint]) => {
    const secret = schemas[name]?.meta()?.secret === true;
    const given = environment[name];
    return `${name} ${complaint}${secret || given === undefined ? "" : `, not "${given}"`}`;
  });
  throw new Failure("settings-invalid", `${sentences.join("; ")}.`);
}
