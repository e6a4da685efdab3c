import { LOCK_MS, releaseLock, renewLock } from "../../../database/resumable-locks.ts";
import type { Database } from "../../../database/schema.ts";
import { Failure } from "../../../domain/failure.ts";

/** Lets nobody else write to an upload on its way. */
export interface UploadLock {
  readonly id: string;
  readonly holder: string;
  /** Aborted once it may be somebody else's: nothing may be written from then on. */
  readonly lost: AbortSignal;
  /** Aborted when somebody waits for it. */
  readonly wanted: AbortSignal;
  /** Lets go of it. Where the database is away, it ends by itself. */
  end(): Promise<void>;
}

const RENEW_EVERY_MS = 1_000;
/** Before it ends for others, it has ended for its holder: a write that has begun has this long. */
const MARGIN_MS = 3_000;

/** Renews a lock until it is ended. @param lock.begun when it was asked for, by `performance.now()` */
export function startRenewing(
  db: Database,
  { id, holder, begun }: { readonly id: string; readonly holder: string; readonly begun: number },
): UploadLock {
  const [lost, wanted] = [new AbortController(), new AbortController()];
  const lose = () => lost.abort(gone());
  const lastFrom = (since: number) => setTimeout(lose, since + LOCK_MS - MARGIN_MS - performance.now());
  let ending = lastFrom(begun);
  let renewing = false;
  const renew = async () => {
    const since = performance.now();
    const kept = await renewLock(db, { id, holder });
    if (!kept) return lose();
    clearTimeout(ending);
    // What was lost stays lost: it may have been somebody else's meanwhile.
    if (!lost.signal.aborted) ending = lastFrom(since);
    if (kept.wanted) wanted.abort();
  };
  const timer = setInterval(() => {
    if (renewing) return;
    renewing = true;
    // While the database is away the clock decides.
    renew()
      .catch(() => {})
      .finally(() => {
        renewing = false;
      });
  }, RENEW_EVERY_MS);
  return {
    id,
    holder,
    lost: lost.signal,
    wanted: wanted.signal,
    async end() {
      clearInterval(timer);
      clearTimeout(ending);
      await releaseLock(db, { id, holder }).catch(() => {});
    },
  };
}

const gone = () =>
  new Failure("upload-busy", "This upload was given to another request, as this one stood still. Go on with that one.");
