import { SAMPLE_RATE } from "../../domain/audio.ts";
import { Failure } from "../../domain/failure.ts";
import type { Window } from "../../domain/window.ts";
import type { Engine, EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { programHost } from "../host/program-host.ts";
import { whisperProgram } from "../whisper-program/whisper-program.ts";
import type { Answer } from "./answer.ts";
import { findLanguage } from "./find-language.ts";
import { findServer, type ServerPlaces } from "./find-server.ts";
import { readGgmlHeader } from "./ggml-header.ts";
import { toHeardText } from "./heard-text.ts";
import { type ServerQuestion, startServer } from "./server.ts";

export interface WhisperCppOptions extends ServerPlaces {
  readonly threads: number;
  /** Without a sign of work for this long while there is work, the server is ended. */
  readonly stallMs: number;
  /** The most memory the server may take for data, in megabytes. Held on Linux alone. */
  readonly memoryMb?: number | undefined;
}

/**
 * Whisper from a ggml file in whisper.cpp's own server, which starts when it is needed. One window at a time, greedily or
 * with a beam: that is all one server does, and what its threads are for.
 * @throws {Failure} `model-corrupt` when the file is no ggml model, `engine-unavailable` when there is no whisper-server
 */
export async function whisperCppEngine(
  model: InstalledModel,
  { threads, stallMs, memoryMb, ...places }: WhisperCppOptions,
): Promise<Engine> {
  const { name, files } = model;
  const vocabulary = files.model === undefined ? null : await readGgmlHeader(files.model);
  if (files.model === undefined || vocabulary === null)
    throw new Failure("model-corrupt", `${name} is no model for whisper.cpp; run: scribewell models pull ${name}`);
  const server = { command: await findServer(places), model: files.model, threads, memoryMb };
  const host = programHost<ServerQuestion, Answer>({ name, stallMs, start: () => startServer(server) });
  return whisperProgram({ model, ...vocabulary, host, beam: true, hear });
}

async function* hear(
  { index, samples }: Window,
  options: RecogniseOptions,
  ask: (question: ServerQuestion) => Promise<Answer>,
): AsyncIterable<EngineEvent> {
  const { language, probability } =
    options.language === undefined
      ? await findLanguage(ask, samples, options)
      : { language: options.language, probability: null };
  if (probability !== null) yield { type: "language", language, probability };
  const answer = await ask({ ...options, samples, language });
  yield { type: "text", heard: toHeardText(answer, { index, seconds: samples.length / SAMPLE_RATE, language }) };
}
