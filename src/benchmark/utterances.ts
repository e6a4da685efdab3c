import { z } from "zod";
import { readJson } from "./read-json.ts";

const Utterances = z.array(z.object({ start: z.number(), end: z.number(), text: z.string() }));

/** What is said in a stretch of a recording. Seconds from its start. */
export type Utterance = z.infer<typeof Utterances>[number];

/**
 * Reads what is said in a recording: a list of `{text, start, end}`, in time order.
 * @throws {Failure} `option-invalid`.
 */
export const readUtterances = (path: string): Promise<Utterance[]> => readJson(path, Utterances);

/**
 * Reads the whole text of a recording from a list of `{text}`; times are not needed.
 * @throws {Failure} `option-invalid`.
 */
export async function readTruthText(path: string): Promise<string> {
  const parts = await readJson(path, z.array(z.object({ text: z.string() })));
  return parts.map(({ text }) => text).join(" ");
}
