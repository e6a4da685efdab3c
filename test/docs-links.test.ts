import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const docs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => join("docs", name));
const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...docs];

/** Where the links of a page lead, inline ones and `[name]: place`. Code is no link, nor is what has a scheme. */
function relativeLinks(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8").replace(/^(```|~~~).*?^\1/gms, "");
  const prose = text.replace(/`[^`\n]*`(?!\])/g, "");
  const inline = [...prose.matchAll(/\]\(<?([^)>\s]+)/g)];
  const named = [...prose.matchAll(/^\[[^\]]+\]:\s*<?([^>\s]+)/gm)];
  return [...inline, ...named]
    .map(([, place = ""]) => place)
    .filter((place) => !/^([a-z][a-z0-9+.-]*:|#)/i.test(place));
}

it.each(pages)("%s links to nothing that is not there", (page) => {
  const missing = relativeLinks(page).filter((link) => {
    const [path = ""] = link.split("#");
    return !existsSync(join(ROOT, dirname(page), decodeURIComponent(path)));
  });
  expect(missing).toEqual([]);
});

/** Files that the map names: paths from the root, or from `src`. A name alone says nothing of where it lies. */
const namedFiles = (text: string): string[] =>
  [...text.matchAll(/`([\w./-]+\.ts)`/g)].map(([, path = ""]) => path).filter((path) => path.includes("/"));

it("ARCHITECTURE.md names no file that is not there", () => {
  const files = namedFiles(readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8"));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, "src", path)))).toEqual([]);
});

it("finds links at all", () => {
  expect(relativeLinks("README.md")).toContain("ARCHITECTURE.md");
});
