import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The languages whose examples are run. A block of any other is only shown. */
export const LANGUAGES = ["sh", "ts", "python"] as const;

export type Language = (typeof LANGUAGES)[number];

/** An example of a page. */
export interface Example {
  readonly language: Language;
  readonly code: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** Why it is only shown: what `<!-- not run: … -->` above it says. */
  readonly notRun?: string;
  /** The answer that the page shows after it. */
  readonly answer?: string;
}

/** A page of the guide. */
export interface GuidePage {
  /** From the root of the repository, such as `docs/api/jobs.md`. */
  readonly name: string;
  readonly text: string;
  readonly examples: readonly Example[];
  /** Whether it says that its examples go on from the beginning. */
  readonly goesOn: boolean;
}

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const BLOCK = /(?:<!-- not run: ([^>]+?) -->\n)?^```(\w+)\n([\s\S]*?)^```$(?=(?:\n\n```json\n([\s\S]*?)^```$)?)/gm;

/** The pages that hold examples of the API, the one with the beginning first. */
export async function readGuide(): Promise<GuidePage[]> {
  const names = (await readdir(join(ROOT, "docs/api"))).filter((name) => name.endsWith(".md"));
  const pages = [...names.map((name) => `docs/api/${name}`), "docs/webhooks.md"];
  const sorted = pages.sort((a, b) => Number(isBeginning(b)) - Number(isBeginning(a)) || a.localeCompare(b));
  return Promise.all(sorted.map(async (name) => toPage(name, await readFile(join(ROOT, name), "utf8"))));
}

export const isBeginning = (name: string): boolean => basename(name) === "README.md";

/** What is in a page's text. */
export function toPage(name: string, text: string): GuidePage {
  const examples = [...text.matchAll(BLOCK)].flatMap((match): Example[] => {
    const [, notRun, written = "", code = "", answer] = match;
    const language = LANGUAGES.find((each) => each === written);
    if (language === undefined) return [];
    const line = text.slice(0, match.index).split("\n").length;
    return [{ language, code, line, ...(notRun && { notRun }), ...(answer && { answer }) }];
  });
  return { name, text, examples, goesOn: text.includes("README.md#begin") };
}
