import { realpath } from "node:fs/promises";
import { codeOf } from "../domain/system-errors.ts";
import { askOwner, type Owner } from "./ask-owner.ts";
import { ownerIn } from "./claim.ts";
import { unusable } from "./data-directory-failures.ts";
import { hasSpareFolder, lockFolder, pipeName, spareFolder } from "./lock-places.ts";

/**
 * The address of the service that lives on a data directory. Null when there is none, when it has not announced its
 * address yet, and when it does not answer within a second. Writes nothing.
 * @throws {Failure} `data-directory-unusable` when the directory belongs to another user.
 */
export async function findService(directory: string): Promise<string | null> {
  try {
    const owner = await findOwner(await realpath(directory));
    return owner === null || owner === "silent" ? null : owner.url;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw unusable(directory, error);
  }
}

async function findOwner(path: string): Promise<Owner | "silent" | null> {
  if (process.platform === "win32") return askOwner(pipeName(path));
  const owner = await ownerIn(lockFolder(path));
  if (owner !== null || !(await hasSpareFolder(path))) return owner;
  return ownerIn(spareFolder(path));
}
