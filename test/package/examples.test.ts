import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

// Every TypeScript example of the documentation, held against the types of the source.

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGES = ["README.md", "docs/library.md", "packages/client/README.md"];

const fenced = (markdown: string) => [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

it("shows only what compiles", { timeout: 120_000 }, async () => {
  const place = await mkdtemp(join(tmpdir(), "examples-"));
  try {
    const names: string[] = [];
    for (const page of PAGES) {
      for (const [index, code] of fenced(await readFile(join(ROOT, page), "utf8")).entries()) {
        const name = `${page.replace(/\W/g, "-")}-${index + 1}.mts`;
        await writeFile(join(place, name), `${code}\nexport {};\n`);
        names.push(name);
      }
    }
    expect(names.length).toBeGreaterThan(7);
    const compilerOptions = {
      noUnusedLocals: true,
      paths: {
        scribewell: [join(ROOT, "src", "index.ts")],
        "@scribewell/client": [join(ROOT, "src", "client", "index.ts")],
      },
      typeRoots: [join(ROOT, "node_modules", "@types")],
    };
    const settings = { extends: join(ROOT, "tsconfig.json"), compilerOptions, files: names, include: [] };
    await writeFile(join(place, "tsconfig.json"), JSON.stringify(settings));
    const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const run = promisify(execFile)(process.execPath, [tsc, "-p", place], { env: { PATH: process.env.PATH } });
    expect(
      await run.then(
        ({ stdout }) => stdout,
        ({ stdout }) => stdout,
      ),
    ).toBe("");
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});
