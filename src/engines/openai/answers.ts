import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { languageCode } from "../../domain/languages.ts";
import type { HeardText } from "../../ports/engine.ts";
import { placeInText } from "./place-in-text.ts";

/** What was heard in one request. */
export type HeardSound = Omit<HeardText, "window" | "part">;

const segment = z.object({
  start: z.number().nullish(),
  end: z.number().nullish(),
  avg_logprob: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
  temperature: z.number().nullish(),
  tokens: z.array(z.unknown()).nullish(),
});

/** All formats in one: what a server leaves out is not known. */
const answer = z.object({
  text: z.string(),
  language: z.string().nullish(),
  segments: z.array(segment).nullish(),
  words: z
    .array(z.object({ word: z.string(), start: z.number(), end: z.number(), probability: z.number().nullish() }))
    .nullish(),
  logprobs: z.array(z.object({ logprob: z.number() })).nullish(),
});

type Answer = z.infer<typeof answer>;
type Segment = z.infer<typeof segment>;

/**
 * Reads what a service answered.
 * @param sound its seconds, and the language it is known to be in; `translated` where the answer is in another
 * @throws {Failure} `engine-unreachable` when it is no transcription
 */
export function readAnswer(
  name: string,
  body: unknown,
  sound: { readonly seconds: number; readonly language?: string | undefined; readonly translated: boolean },
): HeardSound {
  const read = answer.safeParse(body);
  // What it says instead may be speech: it goes into no message.
  if (!read.success)
    throw new Failure("engine-unreachable", `The service of ${name} answered with something that is no transcription`);
  const text = read.data.text.trim();
  const words = placeInText(text, read.data.words ?? [], sound.seconds);
  const told = sound.translated ? undefined : languageCode(read.data.language ?? "");
  return {
    text,
    language: sound.language ?? told ?? null,
    ...(words.length > 0 && { words }),
    ...scores(read.data),
  };
}

type Scores = Pick<HeardText, "averageLogProbability" | "noSpeechProbability" | "temperature">;

function scores({ segments, logprobs }: Answer): Scores {
  const all = segments ?? [];
  const known = (figure: (of: Segment) => number | null | undefined) => all.flatMap((one) => figure(one) ?? []);
  const silences = known((one) => one.no_speech_prob);
  return {
    averageLogProbability: logprobs?.length ? mean(logprobs.map(({ logprob }) => logprob)) : weighted(all),
    // Speech in one of them is speech.
    noSpeechProbability: silences.length > 0 ? Math.min(...silences) : 0,
    temperature: Math.max(0, ...known((one) => one.temperature)),
  };
}

/** By the tokens of the segments, else by their seconds. Null where none tells. */
function weighted(segments: readonly Segment[]): number | null {
  let [sum, weight] = [0, 0];
  for (const { avg_logprob, tokens, start, end } of segments) {
    const share = tokens?.length || Math.max((end ?? 0) - (start ?? 0), 0.01);
    if (avg_logprob == null) continue;
    sum += share * avg_logprob;
    weight += share;
  }
  return weight === 0 ? null : sum / weight;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
