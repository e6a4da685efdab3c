import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lock } from "proper-lockfile";
import { Failure } from "../../../domain/failure.ts";
import { codeOf } from "../../../domain/system-errors.ts";
import { runStep } from "../../host/run-step.ts";
import type { Ready } from "../answers.ts";
import { probe } from "../detect-mlx.ts";
import { markerIn, programOnPath, pythonIn, venvIn } from "../find-python.ts";
import { askPython, unfitness } from "./python-facts.ts";

export interface InstallMlxOptions {
  readonly enginesDir: string;
  /** The Python the environment is made from; `python3` from the PATH when left out. */
  readonly python?: string | undefined;
  /** What is being done, line by line. */
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

const toolFile = (name: string): string => fileURLToPath(new URL(`../../../../tools/mlx/${name}`, import.meta.url));
const REQUIREMENTS = ["requirements.txt", "constraints.txt", "requirements-alone.txt"].map(toolFile);
const NEEDS_INDEX =
  "pip needs the Python package index, or PIP_INDEX_URL set to one that can be reached, and 600 MB of disk. What it has downloaded it keeps for the next try.";

/**
 * Makes a Python environment with mlx-whisper where the engine finds it, or leaves the one that is there and whole. One that
 * was cut off does not count, and the next try begins it anew with what pip has kept.
 * @returns what the worker said in it
 * @throws {Failure} `engine-unavailable`, with what mends it. An abort ends with `signal.reason`.
 */
export async function installMlx({ enginesDir, python, onLine, signal }: InstallMlxOptions): Promise<Ready> {
  const venv = venvIn(enginesDir);
  await mkdir(join(enginesDir, "mlx"), { recursive: true });
  const release = await lockOf(venv);
  try {
    const wanted = (await Promise.all(REQUIREMENTS.map((path) => readFile(path, "utf8")))).join("");
    if ((await readFile(markerIn(venv), "utf8").catch(() => "")) === wanted) {
      const ready = await probe(pythonIn(venv)).catch(() => null);
      if (ready !== null) return ready;
      onLine("what is installed does not run, and is made anew");
    }
    await make(venv, { python: await fitPython(python, signal), onLine, signal });
    const ready = await probe(pythonIn(venv));
    // An environment cannot be moved to its place when it is whole, since its programs hold its path: this says so instead.
    await writeFile(markerIn(venv), wanted);
    return ready;
  } finally {
    await release();
  }
}

async function fitPython(named: string | undefined, signal: AbortSignal): Promise<string> {
  const python = named ?? (await programOnPath("python3"));
  if (python === undefined)
    throw new Failure(
      "engine-unavailable",
      "There is no python3 on the PATH. Install Python (apt install python3 python3-venv, brew install python), or give one with --python.",
    );
  const why = unfitness(await askPython(python, signal));
  if (why !== undefined) throw new Failure("engine-unavailable", why);
  return python;
}

async function make(
  venv: string,
  { python, onLine, signal }: { python: string; onLine: (line: string) => void; signal: AbortSignal },
): Promise<void> {
  await rm(venv, { recursive: true, force: true });
  onLine("making a Python environment");
  const remedy = "On Debian and Ubuntu run: apt install python3-venv";
  await runStep({ command: python, args: ["-m", "venv", venv], remedy, signal });
  const pip = (...args: string[]) =>
    runStep({
      command: pythonIn(venv),
      // No compiler is asked for anything: what has no wheel for this machine fails at once.
      args: ["-m", "pip", "install", "--no-input", "--only-binary=:all:", "--progress-bar=off", ...args],
      remedy: NEEDS_INDEX,
      onLine,
      signal,
    });
  onLine("installing MLX and what mlx-whisper needs (about 150 MB)");
  await pip("-r", toolFile("requirements.txt"));
  await pip("--no-deps", "-r", toolFile("requirements-alone.txt"));
}

/** @throws {Failure} `engine-unavailable` while another process installs */
async function lockOf(venv: string): Promise<() => Promise<void>> {
  try {
    return await lock(venv, { realpath: false });
  } catch (error) {
    if (codeOf(error) !== "ELOCKED") throw error;
    throw new Failure("engine-unavailable", "mlx is being installed by another process. Wait until it has finished.");
  }
}
