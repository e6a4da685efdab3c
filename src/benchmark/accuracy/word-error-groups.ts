import { sum, type WordErrors, wordErrors } from "../word-errors.ts";
import type { HeardClips, Reference } from "./references.ts";

/** A system and what it heard. */
export interface HeardBy {
  readonly name: string;
  readonly heard: HeardClips;
}

/** The clips of one set in one language, of one language, or all. */
export interface WordErrorGroup {
  readonly group: string;
  /** Those that every system heard; only they are counted. */
  readonly clips: number;
  readonly systems: readonly ({ readonly name: string } & WordErrors)[];
}

/** Words heard wrong by each system: of all, by language, and by set and language. */
export function wordErrorGroups(references: readonly Reference[], systems: readonly HeardBy[]): WordErrorGroup[] {
  const groups = new Map<string, Reference[]>();
  for (const clip of references) {
    for (const group of ["all", `all ${clip.lang}`, `${clip.set} ${clip.lang}`]) {
      const members = groups.get(group) ?? [];
      members.push(clip);
      groups.set(group, members);
    }
  }
  const sorted = [...groups].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
  return sorted.map(([group, members]) => {
    const clips = members.filter(({ path }) => systems.every(({ heard }) => heard.has(path)));
    return {
      group,
      clips: clips.length,
      systems: systems.map(({ name, heard }) => ({
        name,
        ...sum(clips.map((clip) => wordErrors(clip.text, heard.get(clip.path)?.text ?? "", clip.lang))),
      })),
    };
  });
}

/** All first, languages next, sets last. */
function rank(group: string): number {
  if (group === "all") return 0;
  return group.startsWith("all ") ? 1 : 2;
}
