import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const Reference = z.object({
  path: z.string(),
  lang: z.string(),
  set: z.string(),
  seconds: z.number(),
  text: z.string(),
});

/** A clip and what is said in it. `path` is inside the speech directory. */
export type Reference = z.infer<typeof Reference>;

/** Reads `refs.jsonl` of a speech directory. */
export async function readReferences(directory: string): Promise<Reference[]> {
  const lines = (await readFile(join(directory, "refs.jsonl"), "utf8")).trim().split("\n");
  return lines.map((line) => Reference.parse(JSON.parse(line)));
}

const Heard = z.object({
  path: z.string(),
  text: z.string(),
  words: z.array(z.tuple([z.string(), z.number(), z.number()])).default([]),
});

/** What some system heard in a clip: the text, and `[word, start, end]` in seconds. */
export type HeardClip = z.infer<typeof Heard>;

/** Reads a file of one `HeardClip` a line, as the peer scripts write it. */
export async function readHeard(path: string): Promise<Map<string, HeardClip>> {
  const lines = (await readFile(path, "utf8")).trim().split("\n");
  return new Map(lines.map((line) => Heard.parse(JSON.parse(line))).map((clip) => [clip.path, clip]));
}
