import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const SIZE = "24m";

/** A disk of its own for one member, which can be full. */
export interface SmallDisk {
  /** Settings that have a member use it for all it writes. */
  readonly settings: Readonly<Record<string, string>>;
  /** Leaves no room for so long. */
  fill(milliseconds: number): Promise<void>;
  close(): void;
}

/** Mounts one. @returns undefined where this process may not */
export function mountSmallDisk(folder: string): SmallDisk | undefined {
  const place = join(folder, "small-disk");
  mkdirSync(place);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", place], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const [data, temporary] = [join(place, "data"), join(place, "tmp")];
  for (const each of [data, temporary]) mkdirSync(each);
  return {
    settings: { DATA_DIR: data, TMPDIR: temporary },
    async fill(milliseconds) {
      const filler = join(place, "filler");
      const file = await open(filler, "w");
      const megabyte = Buffer.alloc(2 ** 20);
      try {
        for (;;) await file.write(megabyte);
      } catch {
        // It is full, as it should be.
      }
      await file.close();
      await pause(milliseconds);
      rmSync(filler, { force: true });
    },
    close: () => void execFileSync("umount", ["-l", place]),
  };
}
