import { z } from "zod";
import { plainText } from "../../http/shapes/plain-text.ts";
import { CustomSpelling } from "./custom-spelling.ts";

const flag = z.boolean().nullish();
const terms = z.array(plainText(1_000)).max(5_000).nullish();
const languages = z.array(plainText(60)).max(100).nullish();
const milliseconds = z.number().min(0).max(1e10).nullish();
const MISSING = "Give the address of the recording, or the `upload_url` that POST /v2/upload gave";

/**
 * The parameters of `POST /v2/transcript` that are followed here, as AssemblyAI names them. Others are let through: what they
 * ask for is told not to be done.
 */
export const TranscriptParams = z
  .looseObject({
    audio_url: z.string({ error: MISSING }).min(1, MISSING).max(8_000).describe(`${MISSING}.`),
    audio_start_from: milliseconds.describe("Milliseconds."),
    audio_end_at: milliseconds.describe("Milliseconds."),
    speech_model: plainText(200)
      .nullish()
      .describe("AssemblyAI's names stand for the best model here; or the name of a model of this server."),
    speech_models: z.array(plainText(200)).max(100).nullish().describe("The first that this server has."),
    language_code: plainText(60).nullish().describe("Left out, the language is detected."),
    language_codes: languages.describe("Languages that may be spoken."),
    language_detection: flag,
    language_detection_options: z
      .looseObject({ expected_languages: languages })
      .nullish()
      .describe("`expected_languages` is followed."),
    disfluencies: flag.describe("Left out, sounds of hesitation are not written."),
    filter_profanity: flag,
    multichannel: flag,
    dual_channel: flag,
    prompt: plainText(10_000).nullish().describe("It biases spelling, it is not an instruction."),
    keyterms_prompt: terms,
    word_boost: terms,
    custom_spelling: CustomSpelling.nullish(),
    webhook_url: plainText(2_000).nullish(),
    webhook_auth_header_name: z.string().max(100).nullish(),
    webhook_auth_header_value: z.string().max(2_000).nullish(),
  })
  .describe("`audio_url`, and what is asked of the transcription.");

export type GivenParams = z.output<typeof TranscriptParams>;
