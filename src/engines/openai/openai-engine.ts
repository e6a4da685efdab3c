import { setMaxListeners } from "node:events";
import { bulkhead } from "cockatiel";
import { pMapIterable } from "p-map";
import { SAMPLE_RATE } from "../../domain/audio.ts";
import { Failure } from "../../domain/failure.ts";
import { LANGUAGES } from "../../domain/languages.ts";
import { untilAborted } from "../../domain/until-aborted.ts";
import type { Window } from "../../domain/window.ts";
import type { Engine, EngineEvent, HeardText, RecogniseOptions } from "../../ports/engine.ts";
import type { Spending } from "../../ports/spending.ts";
import type { Service } from "./hear-sound.ts";
import { hearWindow } from "./hear-window.ts";
import { type ModelTraits, traitsOf } from "./model-traits.ts";
import { serviceClient } from "./service-client.ts";
import { languageOf } from "./told-language.ts";

export interface OpenAiEngineOptions {
  /** Left out, none is sent. */
  readonly apiKey?: string | undefined;
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  /** Where each request is counted before it is sent. */
  readonly spending: Spending;
  /** For one request and its answer; it is sent three times at most. */
  readonly timeoutMs: number;
  /** Largest file the service takes; OpenAI's 25 MB, with room for the form around it, when left out. */
  readonly maxBytes?: number | undefined;
  /** Of all calls together. */
  readonly requestsAtOnce: number;
}

const USUAL_BYTES = 25_000_000;
const WAV_HEADER_BYTES = 44;
/** Like a Whisper of this machine: windows of these models are cut alike. */
const WINDOW_SECONDS = 29.9;

/**
 * A model of OpenAI, or of a server that speaks like it: a request for each window, several at a time, texts in the order
 * of the windows. What was not answered is asked again, as often and as late as the service wants it.
 * @throws {Failure} while it recognises: `engine-unavailable` where the key, the credit or the address is wrong,
 * `model-unknown`, `engine-unreachable`, `engine-failed` where the service refuses the request, `usage-limit-reached`
 */
export function openaiEngine({ name }: { readonly name: string }, options: OpenAiEngineOptions): Engine {
  const { requestsAtOnce, maxBytes = USUAL_BYTES, spending, timeoutMs, apiKey } = options;
  const model = name.replace(/^openai\//, "");
  const traits = traitsOf(model);
  const formats = { transcribe: traits.format, translate: traits.format };
  const service: Service = { client: serviceClient(options), name, model, spending, timeoutMs, apiKey, formats };
  const lines = bulkhead(requestsAtOnce, Number.POSITIVE_INFINITY);
  const closing = new AbortController();
  const mostSamples = Math.max(Math.floor((maxBytes - WAV_HEADER_BYTES) / 2), SAMPLE_RATE);
  const hear = (window: Window, asked: RecogniseOptions, signal: AbortSignal) => {
    const question = { window, options: { ...asked, mostSamples } };
    return untilAborted(
      lines.execute(() => hearWindow(service, question, signal), signal),
      signal,
    );
  };
  return {
    name,
    abilities: abilitiesOf(traits, requestsAtOnce),
    recognise: (windows, asked, signal) =>
      inOrder(windows, asked, {
        name,
        traits,
        requestsAtOnce,
        signals: [signal, closing.signal],
        hear,
      }),
    warm: () => undefined,
    load: async () => {},
    unload: async () => {},
    processes: () => [],
    close: async () => closing.abort(new Failure("engine-failed", `${name} has been closed`)),
  };
}

const abilitiesOf = ({ format, prompt, translate }: ModelTraits, requestsAtOnce: number): Engine["abilities"] => ({
  languages: Object.keys(LANGUAGES),
  words: format === "verbose",
  detectsLanguage: format === "verbose",
  prompt,
  translate,
  beam: false,
  windowSeconds: WINDOW_SECONDS,
  windowsAtOnce: requestsAtOnce,
});

interface Hearing {
  readonly name: string;
  readonly traits: ModelTraits;
  readonly requestsAtOnce: number;
  readonly signals: readonly AbortSignal[];
  hear(window: Window, options: RecogniseOptions, signal: AbortSignal): Promise<HeardText>;
}

async function* inOrder(
  windows: readonly Window[],
  options: RecogniseOptions,
  { name, traits, requestsAtOnce, signals, hear }: Hearing,
): AsyncIterable<EngineEvent> {
  const left = new AbortController();
  const signal = AbortSignal.any([...signals, left.signal]);
  signal.throwIfAborted();
  setMaxListeners(0, signal); // one for each window that is waiting
  const spoken: { language: string | null; text: string; seconds: number }[] = [];
  const warnings = new Set(
    options.languages ? [`${name} cannot be told which languages to expect: it may hear others`] : [],
  );
  try {
    for await (const heard of pMapIterable(windows, (window) => hear(window, options, signal), {
      concurrency: requestsAtOnce,
      backpressure: Number.POSITIVE_INFINITY,
    })) {
      yield { type: "text", heard };
      const window = windows[spoken.length];
      spoken.push({ ...heard, seconds: (window?.samples.length ?? 0) / SAMPLE_RATE });
      if (lacksWords(heard, traits, options)) warnings.add(`${name} tells no word times here: cues follow the pauses`);
    }
    const language = options.language === undefined && options.task === "transcribe" ? languageOf(spoken) : undefined;
    if (language) yield language;
    for (const message of warnings) yield { type: "warning", message };
  } finally {
    left.abort(new Error("The question has ended"));
  }
}

/** What its abilities promise. A translation has none, of any service. */
const lacksWords = (heard: HeardText, { format }: ModelTraits, { task }: RecogniseOptions): boolean =>
  format === "verbose" && task === "transcribe" && heard.text !== "" && !heard.words;
