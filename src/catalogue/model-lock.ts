import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { codeOf } from "../domain/system-errors.ts";

const LOOK_AGAIN_MS = 250;

/** What is locked, and how. */
export interface LockOptions {
  readonly modelsDir: string;
  readonly name: string;
  readonly staleMs: number;
  readonly signal: AbortSignal;
  /** Called about four times a second while somebody else holds the lock. */
  readonly onWait?: () => Promise<void>;
}

/**
 * Does the work while no other process, and no other call in this one, works on the same model.
 * The lock of a process that was killed is taken over once it is stale. When this process itself was stopped for so long
 * that another took over, the signal given to `work` fires, and after the other has finished the work begins anew.
 */
export async function withModelLock<T>(options: LockOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal } = options;
  for (;;) {
    signal.throwIfAborted();
    const lost = new AbortController();
    const release = await tryLock(options, lost);
    if (release === null) {
      await options.onWait?.();
      await delay(LOOK_AGAIN_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
      continue;
    }
    try {
      return await work(AbortSignal.any([signal, lost.signal]));
    } catch (error) {
      if (signal.aborted || !lost.signal.aborted) throw error;
    } finally {
      // Refused when the lock was lost or its directory deleted: nothing is left to release then.
      await release().catch(() => undefined);
    }
  }
}

async function tryLock({ modelsDir, name, staleMs }: LockOptions, lost: AbortController) {
  const path = join(modelsDir, name);
  // Beside the model's directory, so that deleting that cannot delete the lock. No model's name begins with a dot.
  const lockfilePath = join(dirname(path), `.${name.split("/")[1]}.lock`);
  await mkdir(dirname(path), { recursive: true });
  try {
    const onCompromised = (error: Error) => lost.abort(error);
    return await lock(path, { lockfilePath, realpath: false, stale: staleMs, update: staleMs / 4, onCompromised });
  } catch (error) {
    if (codeOf(error) === "ELOCKED") return null;
    throw error;
  }
}
