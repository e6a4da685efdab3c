import { open, readFile } from "node:fs/promises";

/** Field 1 of the ONNX container, the format version, which every writer puts first. */
const ONNX_FIRST_BYTE = 0x08;
const LARGEST_JSON_BYTES = 64 * 2 ** 20;

/**
 * Looks at a file that comes without a checksum: is it what its name says?
 * Gives what is wrong as a clause, or null. Files of other kinds than `.onnx` and `.json` only have to hold something.
 */
export async function complaintAbout(path: string, name: string): Promise<string | null> {
  const head = await firstBytes(path, 200);
  if (head.length === 0) return `${name} is empty`;
  if (head.toString("latin1").startsWith("version https://git-lfs")) {
    return `${name} is a Git LFS pointer, not the file itself (run "git lfs pull" where it comes from)`;
  }
  if (name.endsWith(".onnx")) return head[0] === ONNX_FIRST_BYTE ? null : `${name} is not an ONNX model`;
  if (name.endsWith(".json")) return (await isJsonObject(path)) ? null : `${name} is not JSON`;
  return null;
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isJsonObject(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  if (bytes.length > LARGEST_JSON_BYTES) return false;
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
