import { composeRecognition } from "./compose/recognition.ts";
import { type Config, readConfig } from "./config.ts";
import type { Transcript } from "./domain/transcript.ts";
import type { TranscriptionEvent, TranscriptionOptions } from "./domain/transcription.ts";
import { opener } from "./opener.ts";
import { checkAgreement, onlyLanguage } from "./pipeline/check-options.ts";
import { type ChosenModel, chooseModel } from "./pipeline/choose-model.ts";
import { DETECTOR } from "./pipeline/cutting/detector.ts";
import { runInMemory } from "./pipeline/run-in-memory.ts";
import type { DownloadOptions, InstalledModel } from "./ports/model-store.ts";
import type { Source } from "./ports/recordings.ts";
import type { RecognitionServices } from "./services.ts";
import { withDownloads } from "./with-downloads.ts";

/** One running transcription: iterate it for events as they come, or ask for the transcript alone. */
export interface Transcription extends AsyncIterable<TranscriptionEvent> {
  /**
   * The finished transcript: runs the transcription where nobody has iterated it, and says again how it ended where
   * somebody has. Leaving the loop before its end ends the transcription: there is no transcript then, and this throws.
   * @throws {Failure}
   */
  transcript(): Promise<Transcript>;
}

export type TranscribeOptions = TranscriptionOptions & { readonly signal?: AbortSignal };

/** Holds engines open between recordings. Several transcriptions may run at once; they share the engines. */
export interface Transcriber {
  transcribe(source: Source, options?: TranscribeOptions): Transcription;
  /** Ends every engine process. May be called twice. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens a transcriber with the settings of the environment, or the given ones.
 *
 * ```ts
 * const transcriber = await openTranscriber();
 * for await (const event of transcriber.transcribe("interview.mp3")) {
 *   if (event.type === "segment") console.log(event.segment.start, event.segment.text);
 * }
 * await transcriber.close();
 * ```
 * @throws {Failure} `settings-invalid`, naming every wrong setting.
 */
export async function openTranscriber({
  config = readConfig(process.env),
}: {
  config?: Config;
} = {}): Promise<Transcriber> {
  const services = composeRecognition(config);
  await services.checkSettings();
  const engines = services.openEngines();
  const detectors = opener(async (model: InstalledModel) => services.openDetector(model));

  async function* run(source: Source, given: TranscribeOptions): AsyncGenerator<TranscriptionEvent> {
    given.signal?.throwIfAborted();
    checkAgreement(given);
    const options = onlyLanguage(given);
    // A reader who leaves ends downloads and stages alike.
    const left = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal;
    const recording = await services.recordings.open(source, signal);
    try {
      const { model, why, warnings } = yield* withDownloads((onProgress) =>
        choose(services, options, { onProgress, signal }),
      );
      const silero = yield* withDownloads((onProgress) => services.models.require(DETECTOR, { onProgress, signal }));
      yield { type: "model", model: model.name, ...(why !== null && { why }) };
      const [engine, detector] = await Promise.all([engines.open(model), detectors.open(silero)]);
      const needs = { decoder: services.decoder, engine, detector };
      yield* runInMemory(
        needs,
        { task: "transcribe", ...options, path: recording.path, modelChoice: why, warnings },
        signal,
      );
    } finally {
      left.abort(new Error("The transcription has ended"));
      await recording.dispose();
    }
  }

  async function close(): Promise<void> {
    await Promise.all([engines.close(), detectors.close()]);
  }
  return {
    transcribe: (source, options = {}) => asTranscription(run(source, options)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function choose(
  { models, surroundings }: RecognitionServices,
  { model = "auto", language, languages, task = "transcribe" }: TranscribeOptions,
  call: DownloadOptions,
): Promise<ChosenModel> {
  return chooseModel({ store: models, surroundings, requested: model, language, languages, task, ...call });
}

function asTranscription(events: AsyncGenerator<TranscriptionEvent>): Transcription {
  let outcome: { readonly transcript: Transcript } | { readonly error: unknown } | undefined;
  async function* watch(): AsyncGenerator<TranscriptionEvent> {
    try {
      for await (const event of events) {
        if (event.type === "transcript") outcome = { transcript: event.transcript };
        yield event;
      }
    } catch (error) {
      outcome = { error };
      throw error;
    }
  }
  const watched = watch();
  return {
    [Symbol.asyncIterator]: () => watched,
    async transcript() {
      for await (const _event of watched);
      if (outcome && "error" in outcome) throw outcome.error;
      if (!outcome) throw new Error("The transcription was left before its end");
      return outcome.transcript;
    },
  };
}
