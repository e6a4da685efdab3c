import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { languageCode } from "../../domain/languages.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import { HandlingStrings, HandlingValues } from "./handling-options.ts";
import { plainText } from "./plain-text.ts";

const model = plainText(200)
  .optional()
  .meta({ description: "`engine/model`, or `auto`.", examples: ["auto"] });
const language = plainText(60)
  .optional()
  .meta({ description: "ISO 639-1 code or English name. Left out, it is detected.", examples: ["en"] });
const task = z
  .enum(["transcribe", "translate"])
  .optional()
  .describe("Write the words as spoken, which is the default, or in English.");
const prompt = plainText(10_000)
  .optional()
  .describe("Names and terms to expect, or text that came before: it biases spelling, it is not an instruction.");
/** More is refused by name and limit where the options are checked. */
const MOST_LIST_CHARACTERS = 60_000;
const MOST_LISTED = 5_000;
/** Every value is a string there: entries are parted by line breaks, or by commas where there is none. */
const listOf = <Item extends z.ZodType<unknown, string>>(item: Item, most: number) =>
  plainText(MOST_LIST_CHARACTERS)
    .transform((text) => text.split(text.includes("\n") ? "\n" : ",").map((entry) => entry.trim()))
    .transform((entries) => entries.filter((entry) => entry !== ""))
    .pipe(z.array(item).min(1).max(most));
const MOST_LANGUAGES = 100;
const languages = "Codes or English names of those that may be spoken, where the language is detected. Left out, any.";
const vocabulary =
  "Names and terms as they are spelt: they are expected, and what comes close is written like them. " +
  "The transcript tells how often each was found.";
const channels = z
  .enum(["mixed", "apart"])
  .optional()
  .describe("Hear all channels as one, which is the default, or each on its own: for a speaker on each.");
const disfluencies = z
  .enum(["keep", "remove"])
  .optional()
  .describe('Sounds of hesitation such as "um": keep them, which is the default, or leave them out.');
const profanity = z
  .enum(["keep", "mask"])
  .optional()
  .describe("Swear words: keep them, which is the default, or show their first letter alone.");
const beamSize =
  "Texts followed at once, 1 to 10: more is slower and may be surer. Left out, several where one is doubtful.";
const fromSeconds = "Where in the recording to begin. Left out, at its beginning.";
const toSeconds = "Where in the recording to end. Left out, at its end.";
const MOST_SECONDS = 1e7;
const name = plainText(255)
  .optional()
  .meta({ description: "The recording's name, for people.", examples: ["talk.mp3"] });
const translate = "The same as `task` `translate`.";

/** Options in a form or a query, where every value is a string. */
export const OptionStrings = z.strictObject({
  model,
  language,
  task,
  translate: z.stringbool().optional().meta({ type: "boolean", description: translate }),
  prompt,
  languages: listOf(plainText(60), MOST_LANGUAGES)
    .optional()
    .meta({ type: "string", description: languages, examples: ["en,de"] }),
  vocabulary: listOf(plainText(1_000), MOST_LISTED)
    .optional()
    .meta({ type: "string", description: vocabulary, examples: ["Kubernetes, Nguyen"] }),
  channels,
  disfluencies,
  profanity,
  beamSize: z.coerce.number().int().min(1).max(10).optional().describe(beamSize),
  fromSeconds: z.coerce.number().min(0).max(MOST_SECONDS).optional().describe(fromSeconds),
  toSeconds: z.coerce.number().min(0).max(MOST_SECONDS).optional().describe(toSeconds),
  name,
  ...HandlingStrings,
});

/** Options in JSON. */
export const OptionValues = OptionStrings.extend({
  translate: z.boolean().optional().describe(translate),
  languages: z.array(plainText(60)).min(1).max(MOST_LANGUAGES).optional().describe(languages),
  vocabulary: z.array(plainText(1_000)).min(1).max(MOST_LISTED).optional().describe(vocabulary),
  beamSize: z.int().min(1).max(10).optional().describe(beamSize),
  fromSeconds: z.number().min(0).max(MOST_SECONDS).optional().describe(fromSeconds),
  toSeconds: z.number().min(0).max(MOST_SECONDS).optional().describe(toSeconds),
  ...HandlingValues,
});

export type GivenOptions = z.output<typeof OptionStrings>;

/**
 * What was asked of the transcription itself.
 * @throws {Failure} `language-unsupported`, `option-invalid`
 */
export function optionsOf({ language, languages, task, translate, ...given }: GivenOptions): TranscriptionOptions {
  if (translate && task === "transcribe")
    throw new Failure("option-invalid", "`task` says transcribe and `translate` says true. Give one of them.");
  const chosen = translate ? "translate" : task;
  const asked = Object.entries(given).filter(([field]) => field !== "name" && !Object.hasOwn(HandlingStrings, field));
  return {
    ...withoutAbsent(Object.fromEntries(asked) as TranscriptionOptions), // what is neither a name nor about handling
    ...(language !== undefined && { language: codeOf(language) }),
    ...(languages !== undefined && { languages: [...new Set(languages.map(codeOf))] }),
    ...(chosen !== undefined && { task: chosen }),
  };
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

const withoutAbsent = <Fields extends object>(fields: Fields): Present<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>; // all others stay

function codeOf(word: string): string {
  const code = languageCode(word);
  if (code !== undefined) return code;
  throw new Failure(
    "language-unsupported",
    `There is no language "${word}" here. Give an English name or a code, or leave it out to have it detected.`,
  );
}
