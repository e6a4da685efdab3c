import { join } from "node:path";
import { z } from "zod";
import { readJsonLines } from "../read-json.ts";

const Reference = z.object({
  path: z.string(),
  lang: z.string(),
  set: z.string(),
  seconds: z.number(),
  text: z.string(),
});

/** A clip and what is said in it. `path` is inside the speech directory. */
export type Reference = z.infer<typeof Reference>;

/**
 * Reads `refs.jsonl` of a speech directory.
 * @throws {Failure} `option-invalid`.
 */
export const readReferences = (directory: string): Promise<Reference[]> =>
  readJsonLines(join(directory, "refs.jsonl"), Reference);

const Heard = z.object({
  path: z.string(),
  text: z.string(),
  words: z.array(z.tuple([z.string(), z.number(), z.number()])).default([]),
});

/** What some system heard in a clip: the text, and `[word, start, end]` in seconds. */
export type HeardClip = z.infer<typeof Heard>;

/** Clips by their path. */
export type HeardClips = ReadonlyMap<string, HeardClip>;

/**
 * Reads a file of one `HeardClip` a line, as `tools/peers/faster_whisper_clips.py` and `--out` write it.
 * @throws {Failure} `option-invalid`.
 */
export async function readHeard(path: string): Promise<HeardClips> {
  const clips = await readJsonLines(path, Heard);
  return new Map(clips.map((clip) => [clip.path, clip]));
}

/** The content of a file that `readHeard` reads. */
export const heardLines = (clips: HeardClips): string =>
  [...clips.values()].map((clip) => `${JSON.stringify(clip)}\n`).join("");
