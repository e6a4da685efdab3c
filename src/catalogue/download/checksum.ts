import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { SourceFault } from "./source-fault.ts";

/** What the bytes of one file of one source must add up to. */
export interface Checksum {
  /** `git-sha1` is how git names a file's content: a SHA-1 over its length and its bytes. */
  readonly algorithm: "sha256" | "git-sha1";
  readonly hex: string;
  /** Sums of other builds of the file that are as good. */
  readonly others?: readonly string[];
}

export const sha256 = (hex: string, ...others: readonly string[]): Checksum => ({ algorithm: "sha256", hex, others });

/** Hashes a file as it lies on the disk, in lower-case hexadecimal. */
export async function digestOf(path: string, algorithm: Checksum["algorithm"], signal: AbortSignal): Promise<string> {
  const hash = createHash(algorithm === "sha256" ? "sha256" : "sha1");
  if (algorithm === "git-sha1") hash.update(`blob ${(await stat(path)).size}\0`);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return hash.digest("hex");
}

/**
 * Gives the SHA-256 of a file after comparing it with what it should be. Null expects nothing.
 * @throws {SourceFault} `corrupt`
 */
export async function checkedSha256(path: string, expected: Checksum | null, signal: AbortSignal): Promise<string> {
  const found = await digestOf(path, "sha256", signal);
  const actual = expected?.algorithm === "git-sha1" ? await digestOf(path, "git-sha1", signal) : found;
  if (expected && actual !== expected.hex && !expected.others?.includes(actual)) {
    throw new SourceFault(
      "corrupt",
      `gave a file with a wrong checksum (${actual.slice(0, 12)}…, not ${expected.hex.slice(0, 12)}…)`,
    );
  }
  return found;
}
