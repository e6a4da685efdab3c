import { type Example, type GuidePage, isBeginning, type Language, toPage } from "./guide-page.ts";

/** Begins what an example prints: this character, the example's number, a line break. */
const MARK = "\u001e";

const SAY: Record<Language, (number: number) => string> = {
  sh: (number) => `printf '\\036${number}\\n'`,
  ts: (number) => `process.stdout.write("\\x1e${number}\\n");`,
  python: (number) => `print("\\x1e${number}", flush=True)`,
};

const HEAD: Record<Language, string> = { sh: "set -euo pipefail\n", ts: "", python: "" };

/**
 * The examples of a page in one language that are run, in their order, with those of the beginning before them where the
 * page says that it goes on from there.
 */
export function toBeRun(page: GuidePage, language: Language, pages: readonly GuidePage[]): readonly Example[] {
  const own = runnable(page, language);
  if (!page.goesOn || isBeginning(page.name) || own.length === 0) return own;
  const first = pages.find(({ name }) => isBeginning(name));
  const [section = ""] = /^## Begin\n[\s\S]*?(?=^## )/m.exec(first?.text ?? "") ?? [];
  return [...runnable(toPage("the beginning", section), language), ...own];
}

const runnable = (page: GuidePage, language: Language): readonly Example[] =>
  page.examples.filter((example) => example.language === language && example.notRun === undefined);

/** All of these as one program, so that later ones know what earlier ones have named. */
export function writeScript(language: Language, examples: readonly Example[]): string {
  const parts = examples.map(({ code }, number) => `${SAY[language](number)}\n${code}`);
  return HEAD[language] + parts.join("\n");
}

/** What each example printed, as far as it came. */
export function outputsOf(stdout: string): string[] {
  return stdout
    .split(MARK)
    .slice(1)
    .map((part) => part.slice(part.indexOf("\n") + 1));
}
