import { createHash, randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename } from "node:path";
import { codeOf } from "../domain/system-errors.ts";

/** Tells this process from an earlier one of the same number. */
const SESSION = randomUUID().slice(0, 8);
const MACHINE = machine();

/**
 * Where process numbers mean the same. Containers that share a folder may have one host name and each a process 1; in a
 * number space of its own each counts as a machine. So does a machine that was started again.
 */
function machine(): string {
  const facts = [
    () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"),
    () => readlinkSync("/proc/self/ns/pid"),
    hostname,
  ].map((fact) => {
    try {
      return fact();
    } catch {
      // No Linux.
      return "";
    }
  });
  return createHash("sha256").update(facts.join()).digest("hex").slice(0, 12);
}

/**
 * A name that is given once, for a file that only this process uses. It tells `isLeft` who that is.
 * @param extension with its dot; anything but letters and digits is ignored
 */
export const nameOfOwn = (extension = ""): string =>
  `${MACHINE}-${process.pid}-${SESSION}-${randomUUID()}${/^\.[a-z0-9]{1,8}$/i.test(extension) ? extension : ""}`;

const NAME = /^([0-9a-f]{12})-(\d+)-([0-9a-f]{8})-/;

/**
 * Whether the process that used this file is gone. One of this machine is asked for; of another nothing is known but
 * that its file was not written for `untouchedMs`.
 */
export async function isLeft(path: string, untouchedMs: number): Promise<boolean> {
  const [, owner, number, session] = NAME.exec(basename(path)) ?? [];
  if (owner === MACHINE) {
    const pid = Number(number);
    if (pid === process.pid) return session !== SESSION;
    if (!isAlive(pid)) return true;
  }
  // The time of change, not of writing: that of a link is when it was made, however old the content.
  return stat(path).then(
    ({ ctimeMs }) => ctimeMs < Date.now() - untouchedMs,
    () => false,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it (EPERM) means that it lives.
    return codeOf(error) !== "ESRCH";
  }
}
