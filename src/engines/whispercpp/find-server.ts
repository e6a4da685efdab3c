import { execFile } from "node:child_process";
import { access, constants, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "../../domain/failure.ts";
import type { EngineReport } from "../../ports/engine.ts";
import { childEnvironment } from "../../processes/child-environment.ts";

/** Where whisper-server may be. */
export interface ServerPlaces {
  /** The program or its directory, where the settings name it: then nowhere else is looked. */
  readonly bin?: string | undefined;
  /** Where `scribewell engines install` keeps what it builds. */
  readonly enginesDir: string;
}

const TIME_LIMIT_MS = 20_000;
const PROGRAM = process.platform === "win32" ? "whisper-server.exe" : "whisper-server";

/** Where a build of our own lies. */
export const builtServer = (enginesDir: string): string => join(enginesDir, "whispercpp", "bin", PROGRAM);

/**
 * Finds whisper-server: as the settings say, else the one built here, else on the PATH.
 * @throws {Failure} `engine-unavailable`, saying how to get one
 */
export async function findServer({ bin, enginesDir }: ServerPlaces): Promise<string> {
  if (bin !== undefined) {
    const named = (await isDirectory(bin)) ? join(bin, PROGRAM) : bin;
    if (await isProgram(named)) return named;
    throw new Failure(
      "engine-unavailable",
      "WHISPER_CPP_BIN names no program that can be run: set it to whisper-server.",
    );
  }
  const path = (childEnvironment().PATH ?? "").split(delimiter).filter(Boolean);
  for (const place of [builtServer(enginesDir), ...path.map((directory) => join(directory, PROGRAM))])
    if (await isProgram(place)) return place;
  throw new Failure(
    "engine-unavailable",
    "whisper.cpp is not on this machine. Build it with: scribewell engines install whispercpp",
  );
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** What cannot be looked at is none. */
const isDirectory = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Whether whisper-server is here and starts. */
export async function detectWhisperCpp(places: ServerPlaces, signal: AbortSignal): Promise<EngineReport> {
  const engine = "whispercpp";
  const remedy =
    places.bin === undefined
      ? "scribewell engines install whispercpp"
      : "set WHISPER_CPP_BIN to whisper-server, or leave it out";
  try {
    const server = await findServer(places);
    const options = { signal, timeout: TIME_LIMIT_MS, env: childEnvironment() };
    const { stdout, stderr } = await promisify(execFile)(server, ["--help"], options);
    if (!/inference-path/.test(stdout + stderr))
      throw new Failure("engine-unavailable", `${server} is no whisper-server`);
    return { engine, state: "ready", detail: server };
  } catch (error) {
    signal.throwIfAborted();
    const detail = error instanceof Failure ? error.message : "whisper-server does not start here";
    return { engine, state: "absent", detail, remedy };
  }
}
