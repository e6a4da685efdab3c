import { z } from "zod";

/** A failure, for the documentation. */
export const DeepgramFailure = z
  .object({
    err_code: z.string(),
    err_msg: z.string(),
    request_id: z.string().describe("That of the job, or of the request where there is no job."),
  })
  .meta({ id: "DeepgramFailure", description: "A failure, as Deepgram writes it." });

const span = { start: z.number().describe("Seconds."), end: z.number() };
const Word = z.looseObject({
  word: z.string(),
  ...span,
  confidence: z.number(),
  punctuated_word: z.string().optional(),
});

const Alternative = z.looseObject({
  transcript: z.string(),
  confidence: z.number(),
  words: z.array(Word),
  paragraphs: z
    .looseObject({
      transcript: z.string(),
      paragraphs: z.array(
        z.looseObject({
          sentences: z.array(z.looseObject({ text: z.string(), ...span })),
          num_words: z.int(),
          ...span,
        }),
      ),
    })
    .optional(),
});

const Channel = z.looseObject({
  search: z
    .array(
      z.looseObject({
        query: z.string(),
        hits: z.array(z.looseObject({ confidence: z.number(), ...span, snippet: z.string() })),
      }),
    )
    .optional(),
  detected_language: z.string().optional(),
  alternatives: z.array(Alternative),
});

const Metadata = z.looseObject({
  request_id: z.string(),
  sha256: z.string().optional(),
  created: z.iso.datetime(),
  duration: z.number(),
  channels: z.int(),
  models: z.array(z.string()),
  warnings: z
    .array(z.looseObject({ type: z.string(), message: z.string() }))
    .optional()
    .describe("What is not done as asked."),
});

/** What `POST /v1/listen` answers, for the documentation. */
export const ListenShape = z.union([
  z.looseObject({
    metadata: Metadata,
    results: z.looseObject({
      channels: z.array(Channel),
      utterances: z
        .array(
          z.looseObject({
            id: z.string(),
            ...span,
            confidence: z.number(),
            channel: z.int(),
            transcript: z.string(),
            words: z.array(Word),
          }),
        )
        .optional(),
    }),
  }),
  z.object({ request_id: z.string() }).describe("With `callback`."),
]);
