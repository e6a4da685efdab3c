import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { languageCode } from "../../domain/languages.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import { plainText } from "./plain-text.ts";

const TEN_YEARS = 315_360_000;

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
const name = plainText(255)
  .optional()
  .meta({ description: "The recording's name, for people.", examples: ["talk.mp3"] });
const priority = "Higher goes first. Default 0.";
const keepSeconds = "After this the job and all that belongs to it is deleted. Left out, it is kept.";
const translate = "The same as `task` `translate`.";

/** Options in a form or a query, where every value is a string. */
export const OptionStrings = z.strictObject({
  model,
  language,
  task,
  translate: z.stringbool().optional().meta({ type: "boolean", description: translate }),
  prompt,
  name,
  priority: z.coerce.number().int().min(-100).max(100).optional().describe(priority),
  keepSeconds: z.coerce.number().int().min(1).max(TEN_YEARS).optional().describe(keepSeconds),
});

/** Options in JSON. */
export const OptionValues = OptionStrings.extend({
  translate: z.boolean().optional().describe(translate),
  priority: z.int().min(-100).max(100).optional().describe(priority),
  keepSeconds: z.int().min(1).max(TEN_YEARS).optional().describe(keepSeconds),
});

export type GivenOptions = z.output<typeof OptionStrings>;

/**
 * What was asked of the transcription itself.
 * @throws {Failure} `language-unsupported`, `option-invalid`
 */
export function optionsOf({ model, language, task, translate, prompt }: GivenOptions): TranscriptionOptions {
  if (translate && task === "transcribe")
    throw new Failure("option-invalid", "`task` says transcribe and `translate` says true. Give one of them.");
  const chosen = translate ? "translate" : task;
  return {
    ...(model !== undefined && { model }),
    ...(language !== undefined && { language: codeOf(language) }),
    ...(chosen !== undefined && { task: chosen }),
    ...(prompt !== undefined && { prompt }),
  };
}

function codeOf(word: string): string {
  const code = languageCode(word);
  if (code !== undefined) return code;
  throw new Failure(
    "language-unsupported",
    `There is no language "${word}" here. Give an English name or a code, or leave \`language\` out to have it detected.`,
  );
}
