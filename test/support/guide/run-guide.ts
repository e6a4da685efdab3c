import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Example, Language } from "./guide-page.ts";
import { outputsOf, writeScript } from "./guide-script.ts";

/** Where the examples' addresses lead in a test. */
export interface Surroundings {
  /** Of the service, for `http://127.0.0.1:8000`. */
  readonly service: string;
  /** Of what stands for `https://example.org`. */
  readonly elsewhere: string;
  readonly key: string;
  readonly python: string | undefined;
}

/** How a program of examples ended. */
export interface GuideRun {
  readonly code: number | null;
  readonly stderr: string;
  /** What each example printed; shorter than the list of examples where it did not come to all. */
  readonly outputs: readonly string[];
}

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const NAMES: Record<Language, string> = { sh: "page.sh", ts: "page.mts", python: "page.py" };
/** A program that waits for what does not come is ended. */
const MOST_MS = 140_000;
/** A refusal of the service ends a program, as it should for whoever reads the page. Each answer is a line of its own. */
const CURL = 'silent\nshow-error\nfail-with-body\nwrite-out = "\\n"\n';

/** Runs examples of one language in a folder with the sample recording. */
export async function runExamples(
  language: Language,
  examples: readonly Example[],
  { service, elsewhere, key, python }: Surroundings,
): Promise<GuideRun> {
  const folder = await mkdtemp(join(tmpdir(), "scribewell-guide-"));
  try {
    await cp(join(ROOT, "samples"), folder, { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, ".curlrc"), CURL);
    const script = writeScript(language, examples)
      .replaceAll(/127\.0\.0\.1:8000/g, new URL(service).host)
      .replaceAll("https://example.org", elsewhere);
    await writeFile(join(folder, NAMES[language]), script);
    const program = { sh: "bash", ts: process.execPath, python: python ?? "python3" }[language];
    const environment = { ...process.env, CURL_HOME: folder, SCRIBEWELL_KEY: key };
    const child = spawn(program, [NAMES[language]], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: MOST_MS,
    });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { code: child.exitCode, stderr, outputs: outputsOf(stdout) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
