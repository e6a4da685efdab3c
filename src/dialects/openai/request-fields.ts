import { z } from "zod";
import { plainText } from "../../http/shapes/plain-text.ts";

/** What may be answered. Who speaks is not told yet. */
export const RESPONSE_FORMATS = ["json", "text", "srt", "verbose_json", "vtt"] as const;

export type ResponseFormat = (typeof RESPONSE_FORMATS)[number];

const MOST_LANGUAGES = 100;
const MOST_KEYWORDS = 5_000;

/** Fields that may be given several times, as `name` or `name[]`. */
const LISTS = {
  languages: z.array(plainText(60)).min(1).max(MOST_LANGUAGES).optional().describe("Languages that may be spoken."),
  keywords: z.array(plainText(1_000)).min(1).max(MOST_KEYWORDS).optional().describe("Names and terms to expect."),
  include: z
    .array(z.enum(["logprobs"]))
    .default([])
    .describe("`logprobs`: how sure each word is, with `json`."),
  timestamp_granularities: z
    .array(z.enum(["word", "segment"]))
    .default(["segment"])
    .describe("Which times `verbose_json` has."),
  known_speaker_names: z.array(plainText(200)).max(4).optional().describe("Not followed: speakers are not told apart."),
  known_speaker_references: z.array(z.string()).max(4).optional().describe("Not followed."),
};

/** The fields of `POST /v1/audio/transcriptions` beside the file, as OpenAI names them. */
export const RequestFields = z.object({
  model: plainText(200)
    .default("auto")
    .describe("OpenAI's names stand for `auto`; or the name of a model that GET /v1/models lists."),
  language: plainText(60).optional().describe("ISO 639-1 code. Left out, it is detected."),
  prompt: plainText(10_000).optional().describe("Names and terms to expect, or text that came before."),
  response_format: z.enum([...RESPONSE_FORMATS, "diarized_json"]).default("json"),
  temperature: z.coerce.number().min(0).max(1).default(0),
  stream: z.stringbool().default(false).meta({ type: "boolean", description: "Text as it comes, as events." }),
  chunking_strategy: z.string().optional().describe("`auto`. Recordings are always cut where nobody speaks."),
  ...LISTS,
});

export type GivenFields = z.output<typeof RequestFields>;

/** Whether a field may be given several times. */
export const isList = (field: string): boolean => Object.hasOwn(LISTS, field);

export const isKnown = (field: string): boolean => Object.hasOwn(RequestFields.shape, field);
