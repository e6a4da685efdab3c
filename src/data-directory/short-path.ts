import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** A socket's path has room for 103 bytes on macOS and 107 on Linux. */
const MOST_BYTES = 100;
/** So that what is appended below still fits. */
const MOST_BYTES_OF_TMPDIR = 55;

/**
 * Hands `use` a path to the same file that is short enough for a socket: the path itself or, where that is too long, one
 * that leads through a symbolic link in the temporary directory. The link is gone afterwards; the socket stays where it is.
 */
export async function throughShortPath<T>(path: string, use: (path: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(path) <= MOST_BYTES) return use(path);
  const roof = Buffer.byteLength(tmpdir()) <= MOST_BYTES_OF_TMPDIR ? tmpdir() : "/tmp";
  const detour = await mkdtemp(join(roof, "scribewell-"));
  try {
    await symlink(dirname(path), join(detour, "d"));
    return await use(join(detour, "d", basename(path)));
  } finally {
    await rm(detour, { recursive: true, force: true });
  }
}
