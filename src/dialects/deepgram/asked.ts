import { Failure } from "../../domain/failure.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { JobWebhook } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";
import { callbackOf } from "./callback.ts";
import { languagesOf } from "./languages.ts";
import { modelNamed } from "./model-names.ts";
import { warningsOf } from "./not-followed.ts";
import type { GivenQuery } from "./query.ts";
import type { Remembered, Replacement } from "./remembered.ts";
import { termsOf } from "./terms.ts";

/** What a request asks for, in words of the house. */
export interface Asked {
  readonly options: TranscriptionOptions;
  readonly remembered: Remembered;
  readonly callback?: JobWebhook;
}

/** Sound without a header that says what it is. */
const RAW = /^(linear16|linear32|mulaw|alaw|g729)$/i;

/** @throws {Failure} `request-invalid` for what cannot be done, where doing something else would be wrong */
export async function askedOf(
  { models, webhooks }: Pick<Services, "models" | "webhooks">,
  query: GivenQuery,
): Promise<Asked> {
  refuseRaw(query);
  const [languages, terms] = [languagesOf(query), termsOf(query)];
  const { model, warnings } = await modelNamed(models, query.model);
  return {
    options: {
      model,
      ...languages.options,
      disfluencies: query.filler_words ? "keep" : "remove",
      ...(terms.vocabulary.length > 0 && { vocabulary: terms.vocabulary }),
      ...(query.multichannel && { channels: "apart" }),
      ...(query.profanity_filter && { profanity: "mask" }),
    },
    remembered: {
      isPunctuated: query.punctuate || query.smart_format || query.paragraphs,
      hasParagraphs: query.paragraphs || query.smart_format,
      utteranceSplit: query.utterances ? query.utt_split : null,
      tellsLanguage: languages.isDetected,
      search: query.search.filter((term) => term.trim() !== ""),
      replacements: query.replace.map(replacementOf),
      tags: query.tag,
      extra: Object.fromEntries(query.extra.map(pairOf)),
      warnings: [...warnings, ...languages.warnings, ...terms.warnings, ...warningsOf(query)],
    },
    ...(query.callback !== undefined && { callback: callbackOf(webhooks, query.callback, query.callback_method) }),
  };
}

function refuseRaw({ encoding = "" }: GivenQuery): void {
  if (!RAW.test(encoding)) return;
  throw new Failure(
    "request-invalid",
    "`encoding`: raw sound is not taken here. Send a file that says what it is, such as WAV, FLAC, MP3 or Ogg, and leave `encoding` and `sample_rate` out.",
  );
}

function replacementOf(given: string): Replacement {
  const [find = "", ...by] = given.split(":");
  if (find.trim() !== "") return { find: find.trim(), by: by.join(":").trim() };
  throw new Failure("request-invalid", "`replace` does not say what to find. Write it as find:replacement.");
}

function pairOf(given: string): [key: string, value: string] {
  const [key = "", ...value] = given.split(":");
  if (key !== "" && value.length > 0) return [key, value.join(":")];
  throw new Failure("request-invalid", "`extra` is no pair of a key and a value. Write it as key:value.");
}
