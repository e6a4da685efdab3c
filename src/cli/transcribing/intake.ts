import { existsSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Format } from "../../exports/formats.ts";
import { type OutputFile, outputsOf } from "./output-plan.ts";

/** What is to be done with a file that has come. */
export type Verdict =
  | { readonly todo: "transcribe"; readonly outputs: readonly OutputFile[] }
  | { readonly todo: "refuse"; readonly reason: string }
  | { readonly todo: "nothing" };

/** Decides which files of a directory are transcribed, so that none is twice. */
export interface Intake {
  /** Looks at a file that has come or changed. The same refusal is given once. */
  consider(path: string): Verdict;
  /** Notes that a file could not be transcribed: it is left alone until it changes. */
  giveUp(path: string): void;
}

/** What is in the output directory counts as done, so that a new start goes on where the last one ended. */
export function openIntake(directory: string, output: string, formats: readonly Format[]): Intake {
  const ownerOf = new Map<string, string>();
  const leftAlone = new Map<string, string>();

  const leave = (path: string) => leftAlone.set(path, fingerprint(path));
  return {
    consider(path) {
      if (!existsSync(path) || leftAlone.get(path) === fingerprint(path)) return { todo: "nothing" };
      const outputs = outputsOf(path, formats, join(output, relative(directory, dirname(path))));
      const [first] = outputs;
      if (!first) return { todo: "nothing" };
      const owner = ownerOf.get(first.path) ?? path;
      if (owner !== path && existsSync(owner)) {
        leave(path);
        return {
          todo: "refuse",
          reason: `${owner} has the same name, and both would become ${first.path}. Rename one.`,
        };
      }
      ownerOf.set(first.path, path);
      return outputs.every((file) => existsSync(file.path)) ? { todo: "nothing" } : { todo: "transcribe", outputs };
    },
    giveUp: leave,
  };
}

function fingerprint(path: string): string {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts ? `${facts.size} ${facts.mtimeMs}` : "";
}
