import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { x as extract } from "tar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MODELS_MIRROR, missing } from "../support/speech.ts";
import { LINTERS, lintPackage } from "./lint-package.ts";
import { type PackedPackage, packPackage, plainEnvironment } from "./pack-package.ts";

// The package as npm gives it to a stranger, in an empty project. What it depends on is that of this checkout.

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));
const sample = fileURLToPath(new URL("../../samples/welcome.mp3", import.meta.url));
const MOST_BYTES = 600_000;

let packed: PackedPackage;
let project: string;
let installed: string;

beforeAll(async () => {
  packed = await packPackage();
  project = await mkdtemp(join(tmpdir(), "stranger-"));
  installed = join(project, "node_modules", "scribewell");
  await mkdir(installed, { recursive: true });
  for (const name of await readdir(modules))
    if (!name.startsWith(".")) await symlink(join(modules, name), join(project, "node_modules", name), "junction");
  await extract({ file: packed.tarball, cwd: installed, strip: 1 });
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
}, 300_000);
afterAll(async () => {
  await packed?.dispose();
  if (project) await rm(project, { recursive: true, force: true });
});

/** Runs a program of the project; gives what it wrote, also where it failed. */
async function run(...words: string[]): Promise<string> {
  const options = { cwd: project, env: { ...plainEnvironment(), MODELS_MIRROR, MODELS_DIR: join(project, "models") } };
  const { stdout } = await promisify(execFile)(process.execPath, words, options).catch((error) => ({
    stdout: `${error.stdout}${error.stderr}`,
  }));
  return stdout;
}

const filesOf = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => name.includes("."));

describe("what is in it", () => {
  it("is small", async () => {
    expect((await stat(packed.tarball)).size).toBeLessThan(MOST_BYTES);
  });

  it("is no test, no source and no map, and of types those that can be reached", async () => {
    const files = await filesOf(installed);
    expect(files).toContain(join("dist", "index.d.ts"));
    expect(files.filter((name) => /\.test\.|testing|\.map$|(?<!\.d)\.ts$|__pycache__/.test(name))).toEqual([]);
    expect(files.filter((name) => name.endsWith(".d.ts")).length).toBeLessThan(20);
  });

  it("is every file that it looks for beside its own", async () => {
    const named = /new URL\(\s*["'`](\.[^"'`]*)["'`],\s*import\.meta\.url/g;
    const sought: string[] = [];
    for (const file of (await filesOf(installed)).filter((name) => name.endsWith(".js"))) {
      const text = await readFile(join(installed, file), "utf8");
      for (const [, path = ""] of text.matchAll(named)) {
        // An ending is that of the file itself; where a name is put in, its folder has to be there.
        const plain = path.replace(/\$\{extname.*$/, ".js").replace(/\$\{.*$/, "");
        sought.push(fileURLToPath(new URL(plain, `file://${join(installed, file)}`)));
      }
    }
    expect(sought.length).toBeGreaterThan(10);
    expect(sought.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe("in an empty project", () => {
  const EXPORTS = "FORMATS Failure openTranscriber readConfig writeTranscript";
  const names = "(all) => console.log(Object.keys(all).sort().join(' '))";

  it("is imported and required", async () => {
    expect(await run("-e", `import("scribewell").then(${names})`)).toBe(`${EXPORTS}\n`);
    expect(await run("--input-type=commonjs", "-e", `(${names})(require("scribewell"))`)).toBe(`${EXPORTS}\n`);
    expect(await run("-p", `require("scribewell/package.json").name`)).toBe("scribewell\n");
    expect(await run("-e", `import("scribewell/dist/compose.js")`)).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  it("has a command", async () => {
    expect(await run(join(installed, "bin", "scribewell.js"), "--help")).toContain("scribewell transcribe");
  });

  const strict = { strict: true, target: "es2022", types: ["node"], skipLibCheck: true, noEmit: true };
  it.each([
    ["node16", { module: "node16" }],
    ["nodenext", { module: "nodenext", exactOptionalPropertyTypes: true, skipLibCheck: false }],
    ["bundler", { module: "esnext", moduleResolution: "bundler" }],
  ])("has types, resolved as %s", { timeout: 120_000 }, async (name, options) => {
    const settings = { compilerOptions: { ...strict, ...options }, files: ["program.ts"] };
    await writeFile(join(project, `${name}.json`), JSON.stringify(settings));
    await writeFile(
      join(project, "program.ts"),
      `import { openTranscriber, type Transcript } from "scribewell";
       const transcriber = await openTranscriber();
       const transcript: Transcript = await transcriber.transcribe("a.mp3", { model: "whisper-base" }).transcript();
       // @ts-expect-error: a number is no source, so these are types and not any
       transcriber.transcribe(1);
       console.log(transcript.segments.map((segment) => segment.text.trim()));`,
    );
    expect(await run(join(modules, "typescript", "bin", "tsc"), "-p", `${name}.json`)).toBe("");
  });

  it.each(LINTERS)("%s finds no fault", { timeout: 120_000 }, async (linter) => {
    expect(await lintPackage(linter, packed.tarball)).not.toBe("");
  });

  const skip = missing("MODELS_MIRROR");
  it.skipIf(skip !== undefined)(`hears the sample${skip ? ` (skipped: ${skip})` : ""}`, async () => {
    await writeFile(
      join(project, "program.js"),
      `import { openTranscriber, writeTranscript } from "scribewell";
       const transcriber = await openTranscriber();
       const transcription = transcriber.transcribe(${JSON.stringify(sample)}, { model: "onnx/whisper-base" });
       console.log(writeTranscript(await transcription.transcript(), "txt"));
       await transcriber.close();`,
    );
    expect(await run("program.js")).toMatch(/turns speech into text and subtitles\./);
  });
});
