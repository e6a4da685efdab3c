import type { Reference } from "./references.ts";
import { type HeardBy, type WordErrorGroup, wordErrorGroups } from "./word-error-groups.ts";
import { readAnchors, startErrors, type WordTimeSpread, wordTimeSpread } from "./word-times.ts";

/** How far one system's word starts are off. */
export type NamedSpread = { readonly name: string } & WordTimeSpread;

/** What came of the clips of a speech directory. */
export interface ClipsOutcome {
  readonly wordErrors: readonly WordErrorGroup[];
  /** Empty where no clip has word times beside it. */
  readonly wordTimes: readonly NamedSpread[];
}

/** Holds what systems heard against what is said in the clips, and against word times where clips have them. */
export async function measureClips(
  directory: string,
  references: readonly Reference[],
  systems: readonly HeardBy[],
): Promise<ClipsOutcome> {
  const errors = new Map<string, number[]>(systems.map(({ name }) => [name, []]));
  let isTimed = false;
  for (const { path, lang } of references) {
    const anchors = await readAnchors(directory, path);
    if (!anchors) continue;
    isTimed = true;
    for (const { name, heard } of systems) {
      const words = (heard.get(path)?.words ?? []).map(([text, start]) => ({ text, start }));
      errors.get(name)?.push(...startErrors(anchors, words, lang));
    }
  }
  return {
    wordErrors: wordErrorGroups(references, systems),
    wordTimes: isTimed ? [...errors].map(([name, own]) => ({ name, ...wordTimeSpread(own) })) : [],
  };
}
