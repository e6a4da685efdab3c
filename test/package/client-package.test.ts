import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { x as extract } from "tar";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { openService, TRANSCRIPT } from "../support/open-service.ts";
import { CHROMIUM, servePages } from "../support/run-page.ts";
import { LINTERS, lintPackage } from "./lint-package.ts";
import { type PackedPackage, packClient, plainEnvironment } from "./pack-package.ts";

// The client as npm gives it to a stranger, in an empty project with nothing but what it says that it depends on.

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const modules = join(ROOT, "node_modules");
const MOST_BYTES = 80_000;

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

let packed: PackedPackage;
let project: string;
let installed: string;

beforeAll(async () => {
  packed = await packClient();
  project = await mkdtemp(join(tmpdir(), "stranger-"));
  installed = join(project, "node_modules", "@scribewell", "client");
  await mkdir(installed, { recursive: true });
  await extract({ file: packed.tarball, cwd: installed, strip: 1 });
  await linkDependencies(installed);
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
}, 300_000);
afterAll(async () => {
  await packed?.dispose();
  if (project) await rm(project, { recursive: true, force: true });
});

const dependenciesOf = async (folder: string) =>
  Manifest.parse(JSON.parse(await readFile(join(folder, "package.json"), "utf8"))).dependencies;

/** Those of this checkout, and what they depend on in turn. */
async function linkDependencies(folder: string): Promise<void> {
  for (const name of Object.keys(await dependenciesOf(folder))) {
    const place = join(project, "node_modules", name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(modules, name), place, "junction").catch(() => {});
    await linkDependencies(join(modules, name));
  }
}

/** Runs a program of the project; gives what it wrote, also where it failed. */
async function run(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, words, {
    cwd: project,
    env: plainEnvironment(),
  }).catch((error) => ({ stdout: `${error.stdout}${error.stderr}` }));
  return stdout;
}

it("is small, and is no test, no source and no map", async () => {
  expect((await stat(packed.tarball)).size).toBeLessThan(MOST_BYTES);
  const files = await readdir(installed, { recursive: true });
  for (const name of ["dist/index.d.ts", "README.md", "LICENSE"]) expect(files).toContain(join(...name.split("/")));
  expect(files.filter((name) => /\.test\.|testing|\.map$|(?<!\.d)\.ts$/.test(name))).toEqual([]);
});

it("depends on the versions that the product is tested with", async () => {
  expect(await dependenciesOf(ROOT)).toMatchObject(await dependenciesOf(installed));
});

const PROGRAM = `
  import { createClient, type Job, ScribewellError, type Transcript } from "@scribewell/client";
  const client = createClient({ url: "http://127.0.0.1:8000" });
  const transcript: Transcript = await client.transcribe(new Blob(["sound"]), { language: "en" });
  for await (const event of client.watch("a")) if (event.type === "segment-final") console.log(event.segment.text.trim());
  const job: Job = await client.dataOf(client.api.GET("/api/v1/jobs/{id}", { params: { path: { id: "a" } } }));
  const { data, error } = await client.api.GET("/api/v1/models");
  console.log(data?.models[0]?.name.trim(), error?.code.trim(), job.progress.fraction.toFixed(), transcript.seconds.toFixed());
  console.log(new ScribewellError("a", "b").retryAfterMs.toFixed());
  // @ts-expect-error: a number is no recording, so these are types and not any
  client.submit(1);
  // @ts-expect-error: there is no such route
  client.api.GET("/api/v1/nothing");
`;

// As in a browser: the types of Node are not there.
const strict = { strict: true, target: "es2022", lib: ["es2023", "dom"], types: [], noEmit: true };
it.each([
  ["node16", { module: "node16", skipLibCheck: true }],
  ["nodenext", { module: "nodenext", exactOptionalPropertyTypes: true, skipLibCheck: false }],
  ["bundler", { module: "esnext", moduleResolution: "bundler", skipLibCheck: true }],
])("has types, resolved as %s", { timeout: 120_000 }, async (name, options) => {
  const settings = { compilerOptions: { ...strict, ...options }, files: ["program.ts"] };
  await writeFile(join(project, `${name}.json`), JSON.stringify(settings));
  await writeFile(join(project, "program.ts"), PROGRAM);
  expect(await run(join(modules, "typescript", "bin", "tsc"), "-p", `${name}.json`)).toBe("");
});

it.each(LINTERS)("%s finds no fault", { timeout: 120_000 }, async (linter) => {
  expect(await lintPackage(linter, packed.tarball)).not.toBe("");
});

it("opens a job at a service", async () => {
  const service = await openService();
  try {
    await writeFile(
      join(project, "program.js"),
      `import { createClient } from "@scribewell/client";
       const client = createClient({ url: ${JSON.stringify(service.url)} });
       const { id } = await client.submit(new File(["sound"], "talk.mp3"));
       for await (const { type } of client.watch(id)) {
         console.log(type);
         await client.cancel(id);
       }`,
    );
    expect(await run("program.js")).toBe("job-queued\njob-cancelled\n");
  } finally {
    await service.close();
  }
});

/** As a bundler would find them. */
const PLACES = {
  "@scribewell/client": "/node_modules/@scribewell/client/dist/index.js",
  "eventsource-parser": "/node_modules/eventsource-parser/dist/index.js",
  "openapi-fetch": "/node_modules/openapi-fetch/dist/index.mjs",
  "p-retry": "/node_modules/p-retry/index.js",
  "is-network-error": "/node_modules/is-network-error/index.js",
};

const note = CHROMIUM ? "" : " (skipped: no Chromium on this machine)";
it.skipIf(!CHROMIUM)(`transcribes from a web page of another origin${note}`, async () => {
  const pages = await servePages(project, PLACES);
  const service = await openService({ origins: [pages.origin] });
  try {
    const said = pages.run(`
      const { createClient } = await import("@scribewell/client");
      const client = createClient({ url: ${JSON.stringify(service.url)} });
      const types = [];
      const onEvent = ({ type }) => types.push(type);
      const { segments } = await client.transcribe(new File(["sound"], "talk.mp3"), { onEvent });
      const { code } = await client.text("a").catch((error) => error);
      await say([...types, segments[0].text, code].join(" "));`);
    await service.succeed(await service.newJob());
    expect(await said).toBe(`job-queued job-succeeded ${TRANSCRIPT.segments[0]?.text} job-not-found`);
  } finally {
    await service.close();
    await pages.close();
  }
});
