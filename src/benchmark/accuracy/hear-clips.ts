import { join } from "node:path";
import type { Transcriber, Transcript, Word } from "../../index.ts";
import type { HeardClip, HeardClips, Reference } from "./references.ts";

/** Every word of a transcript, in time order. */
export const wordsOf = ({ segments }: Pick<Transcript, "segments">): Word[] =>
  segments.flatMap((segment) => segment.words ?? []);

/**
 * Transcribes clips one by one, each with its language given, as peers are run. `onClip` is told of each as it ends.
 * @throws {Failure} of the first clip that fails; the signal's reason after an abort.
 */
export async function hearClips({
  transcriber,
  directory,
  references,
  model,
  onClip,
  signal,
}: {
  transcriber: Pick<Transcriber, "transcribe">;
  directory: string;
  references: readonly Reference[];
  model: string | undefined;
  onClip: (done: number) => void;
  signal: AbortSignal;
}): Promise<HeardClips> {
  const heard = new Map<string, HeardClip>();
  for (const { path, lang } of references) {
    const options = { language: lang, signal, ...(model !== undefined && { model }) };
    const transcript = await transcriber.transcribe(join(directory, path), options).transcript();
    heard.set(path, {
      path,
      text: transcript.segments.map((segment) => segment.text).join(" "),
      words: wordsOf(transcript).map(({ text, start, end }) => [text, start, end]),
    });
    onClip(heard.size);
  }
  return heard;
}
