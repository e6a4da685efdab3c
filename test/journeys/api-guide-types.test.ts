import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { readGuide } from "../support/guide/guide-page.ts";
import { toBeRun } from "../support/guide/guide-script.ts";

// Every TypeScript example of docs/api and docs/webhooks.md, held against the types of what it uses.

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

it("the guide shows only TypeScript that compiles", { timeout: 120_000 }, async () => {
  const place = await mkdtemp(join(tmpdir(), "scribewell-guide-types-"));
  try {
    await symlink(join(ROOT, "node_modules"), join(place, "node_modules"));
    const pages = await readGuide();
    for (const page of pages) {
      const code = toBeRun(page, "ts", pages).map((example) => example.code);
      await writeFile(join(place, `${page.name.replace(/\W/g, "-")}.mts`), `${code.join("\n")}\nexport {};\n`);
    }
    // What answers hold is `any` to a browser's types, as it is to a reader.
    const lib = ["es2023", "dom", "dom.iterable", "dom.asynciterable"];
    const compilerOptions = { lib, typeRoots: [join(ROOT, "node_modules", "@types")] };
    const settings = { extends: join(ROOT, "tsconfig.json"), compilerOptions, include: ["*.mts"] };
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
