import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { askForLock, takeLock } from "../../../database/resumable-locks.ts";
import { Failure } from "../../../domain/failure.ts";
import type { Services } from "../../../services.ts";
import { startRenewing, type UploadLock } from "./upload-lock.ts";

/** Names this process among holders. */
const SESSION = `${randomUUID()}/`;

const LOOK_EVERY_MS = 100;

type Needs = Pick<Services, "db" | "connections">;

interface LockOptions {
  readonly id: string;
  /** Whether who has it is asked to let go; else it goes on with what it does. */
  readonly asks: boolean;
  /** That of a process that was killed lasts for ten seconds. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/**
 * Locks an upload on its way: nobody else, in whatever process, writes to it or takes it in until the lock has ended.
 * Waits for who has it.
 * @returns nothing where there is no such upload any more
 * @throws {Failure} `upload-busy` where somebody goes on having it
 * @throws the signal's reason
 */
export async function lockUpload(
  needs: Needs,
  { id, asks, patienceMs, signal }: LockOptions,
): Promise<UploadLock | undefined> {
  const givesUp = performance.now() + patienceMs;
  for (;;) {
    const lock = await tryLockUpload(needs, id);
    if (lock) return lock;
    if (!(await askForLock(needs.db, { id, asks }))) return undefined;
    if (performance.now() > givesUp) throw busy();
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Locks it where nobody has it. */
export async function tryLockUpload({ db, connections }: Needs, id: string): Promise<UploadLock | undefined> {
  const holder = `${SESSION}${randomUUID()}`;
  // A process that has the database to itself knows that those who held it before are gone.
  const aloneAs = connections?.() ? null : SESSION;
  const begun = performance.now();
  return (await takeLock(db, { id, holder, aloneAs })) ? startRenewing(db, { id, holder, begun }) : undefined;
}

const busy = () =>
  new Failure(
    "upload-busy",
    "Another request is sending this upload, or it is being taken in. Ask for its offset (HEAD) in a moment, and go on there.",
  );
