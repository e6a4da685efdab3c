import { APIError, type OpenAI } from "openai";
import { SAMPLE_RATE } from "../../domain/audio.ts";
import type { Task } from "../../domain/transcription.ts";
import { untilAborted } from "../../domain/until-aborted.ts";
import type { RecogniseOptions } from "../../ports/engine.ts";
import type { Spending } from "../../ports/spending.ts";
import { type HeardSound, readAnswer } from "./answers.ts";
import type { AnswerFormat } from "./model-traits.ts";
import { paidFetch } from "./paid-fetch.ts";
import { sendSound } from "./send-sound.ts";
import { toFailure } from "./service-failures.ts";

/** A model of a service, and what has been found out about it. */
export interface Service {
  readonly client: OpenAI;
  /** `openai/whisper-1` */
  readonly name: string;
  /** As the service calls it. */
  readonly model: string;
  readonly spending: Spending;
  readonly timeoutMs: number;
  readonly apiKey?: string | undefined;
  /** The fullest format it gives; less than was hoped for where it has refused that. */
  readonly formats: Record<Task, AnswerFormat>;
}

/**
 * Hears one stretch of sound: sends it, and once more in the plainest format where the service refuses the fuller one.
 * @throws {Failure} as `Engine.recognise` does. Ends at once with `signal.reason`.
 */
export async function hearSound(
  service: Service,
  sound: { readonly samples: Float32Array; readonly options: RecogniseOptions },
  signal: AbortSignal,
): Promise<HeardSound> {
  const { name, timeoutMs, apiKey, formats } = service;
  const { task, prompt } = sound.options;
  const secrets = [apiKey, prompt].flatMap((secret) => secret ?? []);
  try {
    const format = formats[task];
    try {
      return await ask(service, { ...sound, format }, signal);
    } catch (error) {
      if (format === "plain" || !isBadRequest(error)) throw error;
    }
    const heard = await ask(service, { ...sound, format: "plain" }, signal);
    formats[task] = "plain";
    return heard;
  } catch (error) {
    throw toFailure(error, { name, timeoutMs, secrets });
  }
}

/** Which part of a request a server minds, each says in its own words: without what is special it takes it, or minds the rest. */
const isBadRequest = (error: unknown): boolean =>
  error instanceof APIError && (error.status === 400 || error.status === 422);

async function ask(
  { client, name, model, spending }: Service,
  {
    samples,
    options,
    format,
  }: { readonly samples: Float32Array; readonly options: RecogniseOptions; readonly format: AnswerFormat },
  signal: AbortSignal,
): Promise<HeardSound> {
  const seconds = samples.length / SAMPLE_RATE;
  const refusing = new AbortController();
  const ending = AbortSignal.any([signal, refusing.signal]);
  const paid = paidFetch({
    reserve: () => spending.reserve({ model: name, seconds, payer: options.payer ?? null }),
    onRefused: (reason) => refusing.abort(reason),
  });
  const request = { model, samples, options, format };
  const body = await untilAborted(sendSound(client.withOptions({ fetch: paid.fetch }), request, ending), ending);
  const translated = options.task === "translate";
  const heard = readAnswer(name, body, { seconds, language: options.language, translated });
  await paid.settle(seconds);
  return heard;
}
