import { z } from "zod";
import { plainText } from "../../http/shapes/plain-text.ts";
import { WebhookUrl } from "../../http/shapes/webhook-options.ts";

const MOST_VALUES = 500;
const LONGEST_TAG = 128;
const LONGEST_EXTRA = 2_048;

const flag = (description: string) => z.stringbool().default(false).meta({ type: "boolean", description });

/** A key that may be repeated. */
const repeated = (longest: number, description: string) =>
  z
    .union([plainText(longest), z.array(plainText(longest)).max(MOST_VALUES)])
    .transform((given) => [given].flat())
    .default([])
    .describe(description);

/** What stands in the query of `POST /v1/listen` and is followed. The rest is let through, to be named in a warning. */
export const ListenQuery = z.looseObject({
  model: plainText(200).default("auto").describe("Deepgram's names stand for `auto`; or the name of a model here."),
  language: plainText(60).optional().describe("BCP-47 tag. Left out, or `multi`: it is detected."),
  detect_language: repeated(60, "`true`, or the languages that may be spoken. Has the language told in the answer."),
  punctuate: flag("Marks and capital letters."),
  smart_format: flag("Marks, capital letters and paragraphs."),
  paragraphs: flag("Paragraphs and their sentences; with marks."),
  utterances: flag("What was said between pauses."),
  utt_split: z.coerce.number().positive().max(3_600).default(0.8).describe("Seconds of a pause between utterances."),
  multichannel: flag("Each channel on its own."),
  filler_words: flag("Keeps sounds of hesitation, which are left out otherwise."),
  profanity_filter: flag("Shows of swear words their first letter alone."),
  keyterm: repeated(200, "Names and terms to expect."),
  keywords: repeated(200, "The same for older models; weights are not followed."),
  search: repeated(200, "Terms to find in what was said."),
  replace: repeated(500, "`find:replacement`; without a replacement it is left out."),
  tag: repeated(LONGEST_TAG, "Said again in the answer."),
  extra: repeated(LONGEST_EXTRA, "`key:value`, said again in the answer."),
  callback: WebhookUrl.optional().describe("Address the answer is sent to; the request is answered at once then."),
  callback_method: plainText(10).default("POST").describe("`POST`."),
  encoding: plainText(60).optional().describe("Of files that say it themselves; raw sound is not taken."),
  version: plainText(60).default("latest").describe("`latest`."),
  mip_opt_out: flag("True whatever it says: nobody learns from recordings here."),
});

/** @see ListenQuery */
export type GivenQuery = z.output<typeof ListenQuery>;
