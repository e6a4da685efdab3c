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

it("finds links at all", () => {
  expect(relativeLinks("README.md")).toContain("ARCHITECTURE.md");
});
