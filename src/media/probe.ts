import { Failure } from "../domain/failure.ts";
import type { MediaFacts } from "../ports/media.ts";
import { inputArguments } from "./ffmpeg-arguments.ts";
import { factsReader, type SpokenFacts } from "./ffmpeg-facts.ts";
import { startFfmpeg } from "./ffmpeg-process.ts";
import type { Ffmpeg } from "./find-ffmpeg.ts";
import { lastLines } from "./last-lines.ts";
import { unreadable } from "./unreadable.ts";

/**
 * Speech is never sampled slower; a header that says so turns a few bytes into hours of nothing.
 * Nothing is sold that samples faster; the resampler's tables grow with the rate.
 */
const SAMPLE_RATES = { lowest: 1_000, highest: 768_000 };

/** The facts of a file whose first sound stream can be decoded. `estimated`: `seconds` is a guess from the size of the file. */
export type ProbedFacts = MediaFacts & Pick<SpokenFacts, "estimated">;

/**
 * Asks ffmpeg what a file is, without decoding it. The file must have passed its first look.
 * @throws {Failure} `media-unreadable`, `media-without-sound`, `media-refused`, `decoder-unavailable`.
 */
export async function probe(
  ffmpeg: Ffmpeg,
  path: string,
  { signal, stallMs }: { signal: AbortSignal; stallMs: number },
): Promise<ProbedFacts> {
  const reader = factsReader();
  const said = lastLines();
  const run = startFfmpeg(ffmpeg, inputArguments(path, "info"), {
    signal,
    stallMs,
    onLine(line) {
      reader.line(line);
      said.push(line);
    },
  });
  try {
    for await (const _ of run.output);
    const { stalled } = await run.ended;
    signal.throwIfAborted();
    if (stalled)
      throw new Failure(
        "media-unreadable",
        "The decoder got stuck on the beginning of the file. Export the recording again.",
      );
    return accepted(reader.facts(), said.lines());
  } finally {
    await run.stop();
  }
}

function accepted({ container, seconds, estimated, sound }: SpokenFacts, said: readonly string[]): ProbedFacts {
  if (container === null) throw unreadable(said);
  const [first] = sound;
  if (first === undefined) {
    throw new Failure("media-without-sound", "The file has no sound stream, only pictures. Send one with sound.");
  }
  if (first.channels === 0 || first.sampleRate === 0) {
    throw new Failure(
      "media-unreadable",
      `The header of the sound (${first.codec}) is damaged or of an unknown kind. Export the recording again.`,
    );
  }
  if (first.sampleRate < SAMPLE_RATES.lowest || first.sampleRate > SAMPLE_RATES.highest) {
    throw new Failure(
      "media-refused",
      `The file claims ${first.sampleRate} samples a second, which no recording has. Export it again.`,
    );
  }
  return { container, seconds, estimated, sound };
}
