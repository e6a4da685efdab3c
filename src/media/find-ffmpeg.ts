import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, extname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Failure } from "../domain/failure.ts";
import { childEnvironment } from "../processes/child-environment.ts";

/** The name that asks for the WebAssembly build where a path of ffmpeg is asked for. */
const WASM_FFMPEG = "@ffmpeg/core";

/** How to start ffmpeg on this machine: `file` with `leadingArgs`, then ffmpeg's own arguments. */
export interface Ffmpeg {
  readonly file: string;
  readonly leadingArgs: readonly string[];
  /** For people, for example `ffmpeg 5.1.9 (/usr/bin/ffmpeg)`. */
  readonly description: string;
}

/**
 * Finds an ffmpeg that runs: the one at `ffmpegPath`, else `ffmpeg` on PATH, else the optional package `@ffmpeg/core`.
 * `ffmpegPath: "@ffmpeg/core"` asks for the last one: slower, and a fault in a parser stays inside its sandbox.
 * @throws {Failure} `decoder-unavailable`: the given one does not run, or there is none.
 */
export async function findFfmpeg({ ffmpegPath }: { ffmpegPath?: string | undefined }): Promise<Ffmpeg> {
  if (ffmpegPath === undefined) return (await onPath()) ?? (await wasmFfmpeg()) ?? refuse(NONE);
  if (ffmpegPath === WASM_FFMPEG) return (await wasmFfmpeg()) ?? refuse(NO_WASM);
  const found = await nativeFfmpeg(ffmpegPath);
  return found ?? refuse(`FFMPEG_PATH is ${ffmpegPath}, which does not run as ffmpeg. Correct it, or leave it unset.`);
}

const NONE =
  "No ffmpeg was found to read recordings with. Install ffmpeg (apt install ffmpeg, brew install ffmpeg), or run: npm install @ffmpeg/core";
const NO_WASM = "FFMPEG_PATH is @ffmpeg/core, and that package is not installed. Run: npm install @ffmpeg/core";

function refuse(detail: string): never {
  throw new Failure("decoder-unavailable", detail);
}

async function onPath(): Promise<Ffmpeg | null> {
  const file = await commandPath("ffmpeg");
  return file === null ? null : nativeFfmpeg(file);
}

async function nativeFfmpeg(path: string): Promise<Ffmpeg | null> {
  const prlimit = process.platform === "linux" ? await commandPath("prlimit") : null;
  if (prlimit !== null) {
    // Proven by use: where this process may not set such limits itself, ffmpeg runs without them rather than not at all.
    const leadingArgs = [...NATIVE_LIMITS, "--", path];
    const version = await versionOf(prlimit, leadingArgs);
    if (version !== null) return { file: prlimit, leadingArgs, description: `ffmpeg ${version} (${path})` };
  }
  const version = await versionOf(path, []);
  return version === null ? null : { file: path, leadingArgs: [], description: `ffmpeg ${version} (${path})` };
}

// 4 GiB of addresses are several times what the largest honest video needs to be opened; ffmpeg writes to a pipe only,
// so it may write no file; a core file would hold the speaker's words.
const NATIVE_LIMITS = ["--as=4294967296", "--fsize=0", "--nofile=64", "--core=0"];

// V8 reserves far more addresses than it uses, so its memory is bounded by the WebAssembly heap (2 GiB) instead.
const WASM_LIMITS = ["--nofile=256", "--core=0"];

async function versionOf(file: string, leadingArgs: readonly string[]): Promise<string | null> {
  try {
    const options = { env: childEnvironment(), timeout: 10_000 };
    const { stdout } = await promisify(execFile)(file, [...leadingArgs, "-version"], options);
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1];
    return version === undefined ? null : (/^n?(\d[\d.]*\d)/.exec(version)?.[1] ?? version);
  } catch {
    return null;
  }
}

async function wasmFfmpeg(): Promise<Ffmpeg | null> {
  const core = corePath();
  if (core === null) return null;
  const here = fileURLToPath(import.meta.url);
  const entry = join(dirname(here), `wasm-process${extname(here)}`);
  const description = `ffmpeg in WebAssembly (${WASM_FFMPEG} ${await packageVersion(core)})`;
  const prlimit = process.platform === "linux" ? await commandPath("prlimit") : null;
  if (prlimit === null) return { file: process.execPath, leadingArgs: [entry, core], description };
  return { file: prlimit, leadingArgs: [...WASM_LIMITS, "--", process.execPath, entry, core], description };
}

function corePath(): string | null {
  try {
    // The wasm file is what both of its module builds have beside them under one name.
    return createRequire(import.meta.url)
      .resolve("@ffmpeg/core/wasm")
      .replace(/umd(.)ffmpeg-core\.wasm$/, "esm$1ffmpeg-core.js");
  } catch {
    return null;
  }
}

async function packageVersion(core: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(dirname(core), "../../package.json"), "utf8"));
  const hasVersion = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return hasVersion ? String(manifest.version) : "of unknown version";
}

async function commandPath(name: string): Promise<string | null> {
  const suffix = process.platform === "win32" ? ".exe" : "";
  for (const folder of (childEnvironment().PATH ?? "").split(delimiter)) {
    // A relative entry would let whoever wrote the working directory choose the program.
    if (!isAbsolute(folder)) continue;
    const path = join(folder, name + suffix);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}
