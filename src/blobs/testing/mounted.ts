import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk mounted for a test. */
export interface MountedDisk {
  readonly folder: string;
  /** Running it twice is fine. */
  unmount(): void;
}

/** Mounts a disk in `folder`, or in one that is made for it, given as `mount` takes it. */
export function mountDisk(source: readonly string[], folder = mkdtempSync(join(tmpdir(), "blob-disk-"))): MountedDisk {
  let mounted = false;
  const unmount = (): void => {
    if (mounted) execFileSync("umount", [folder]);
    mounted = false;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    execFileSync("mount", [...source, folder], { stdio: "ignore" });
    mounted = true;
  } catch (error) {
    unmount();
    throw error;
  }
  return { folder, unmount };
}

/** Whether a small disk can be mounted here: not every machine lets its users. */
export function canMount(): boolean {
  try {
    mountDisk(["-t", "tmpfs", "none"]).unmount();
    return true;
  } catch {
    return false;
  }
}
