import type { Transcriber } from "../../index.ts";
import type { Utterance } from "../utterances.ts";
import { type WordErrors, wordErrors } from "../word-errors.ts";
import { wordsOf } from "./hear-clips.ts";
import { findMissedSpeech, type MissedSpeech } from "./missed-speech.ts";
import { anchorsOf, startErrors, type WordTimeSpread, wordTimeSpread } from "./word-times.ts";

/** What came of one recording with many utterances. */
export interface LongOutcome {
  readonly file: string;
  readonly seconds: number;
  readonly model: string;
  readonly wordErrors: WordErrors;
  /** Of the first words of utterances. */
  readonly wordTimes: WordTimeSpread;
  readonly missedSpeech: MissedSpeech;
}

/**
 * Transcribes a long recording, its language left to be detected, and looks for everything that is said in it.
 * @throws {Failure} where it cannot be transcribed; the signal's reason after an abort.
 */
export async function measureLong({
  transcriber,
  file,
  utterances,
  model,
  signal,
}: {
  transcriber: Pick<Transcriber, "transcribe">;
  file: string;
  utterances: readonly Utterance[];
  model: string | undefined;
  signal: AbortSignal;
}): Promise<LongOutcome> {
  const options = { signal, ...(model !== undefined && { model }) };
  const transcript = await transcriber.transcribe(file, options).transcript();
  const language = transcript.language ?? "en";
  const [said, heard] = [utterances, transcript.segments].map((texts) => texts.map(({ text }) => text).join(" "));
  return {
    file,
    seconds: transcript.seconds,
    model: transcript.model,
    wordErrors: wordErrors(said ?? "", heard ?? "", language),
    wordTimes: wordTimeSpread(startErrors(anchorsOf(utterances, language), wordsOf(transcript), language)),
    missedSpeech: findMissedSpeech(utterances, transcript, language),
  };
}
