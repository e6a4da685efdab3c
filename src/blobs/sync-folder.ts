import { open } from "node:fs/promises";
import { codeOf } from "../domain/system-errors.ts";

/** Folders that cannot be opened (Windows, or those of others) and file systems that sync them by themselves. */
const CANNOT = ["EACCES", "EPERM", "EISDIR", "EBADF", "EINVAL", "ENOTSUP"];

/** Brings the names in a folder to the disk, where the system can: after a loss of power they are still there. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!CANNOT.includes(codeOf(error))) throw error;
  }
}
