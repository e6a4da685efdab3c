import { z } from "zod";
import { STATUSES } from "./status.ts";

/** A failure, for the documentation. */
export const AssemblyaiFailure = z
  .object({ error: z.string() })
  .meta({ id: "AssemblyaiFailure", description: "A failure, as AssemblyAI writes it." });

const status = z.enum(STATUSES);
const text = { text: z.string(), start: z.int().describe("Milliseconds."), end: z.int(), confidence: z.number() };
const speaker = { speaker: z.string().nullable(), channel: z.string().optional() };
const Word = z.looseObject({ ...text, ...speaker });
const passage = { ...text, words: z.array(Word) };
const Utterance = z.looseObject({ ...passage, ...speaker });

/** A transcript as it stands; what is never done here is in it too, as false or null. */
export const TranscriptShape = z.looseObject({
  id: z.string(),
  status,
  error: z.string().nullable(),
  audio_url: z.string(),
  text: z.string().nullable(),
  words: z.array(Word).nullable(),
  utterances: z.array(Utterance).nullable(),
  confidence: z.number().nullable(),
  audio_duration: z.int().nullable().describe("Seconds."),
  language_code: z.string().optional(),
  speech_model_used: z.string().nullable(),
  warnings: z.array(z.string()).describe("What is not done as asked."),
});

const aboutAll = {
  id: z.string(),
  confidence: z.number(),
  audio_duration: z.number().describe("Seconds."),
  speech_model_used: z.string(),
};

/** What `/sentences` answers. */
export const SentencesShape = z.looseObject({ ...aboutAll, sentences: z.array(Utterance) });

/** What `/paragraphs` answers. */
export const ParagraphsShape = z.looseObject({ ...aboutAll, paragraphs: z.array(z.looseObject(passage)) });

/** What `/word-search` answers. */
export const WordSearchShape = z.looseObject({
  id: z.string(),
  total_count: z.int(),
  matches: z.array(
    z.looseObject({
      text: z.string(),
      count: z.int(),
      indexes: z.array(z.int()),
      timestamps: z.array(z.array(z.int())).describe("From and to, in milliseconds."),
    }),
  ),
});

const time = z.iso.datetime();

/** A page of transcripts. */
export const ListShape = z.looseObject({
  page_details: z.looseObject({
    limit: z.int(),
    result_count: z.int(),
    current_url: z.string(),
    prev_url: z.string().nullable().describe("Leads to older ones."),
    next_url: z.string().nullable(),
  }),
  transcripts: z.array(
    z.looseObject({
      id: z.string(),
      resource_url: z.string(),
      status,
      created: time,
      completed: time.nullable(),
      audio_url: z.string(),
      error: z.string().nullable(),
    }),
  ),
});
