import { endHold, HOLD_MS, keepHold } from "../../../database/resumable-holds.ts";
import type { Database } from "../../../database/schema.ts";
import { Failure } from "../../../domain/failure.ts";

/** An upload on its way that nobody else writes to. */
export interface Hold {
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

/** Goes on holding what has been taken hold of. @param held.begun when it was asked for, by `performance.now()` */
export function startHolding(
  db: Database,
  { id, holder, begun }: { readonly id: string; readonly holder: string; readonly begun: number },
): Hold {
  const [lost, wanted] = [new AbortController(), new AbortController()];
  const lose = () => lost.abort(gone());
  const lastFrom = (since: number) => setTimeout(lose, since + HOLD_MS - MARGIN_MS - performance.now());
  let ending = lastFrom(begun);
  let renewing = false;
  const renew = async () => {
    const since = performance.now();
    const kept = await keepHold(db, { id, holder });
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
      await endHold(db, { id, holder }).catch(() => {});
    },
  };
}

const gone = () =>
  new Failure("upload-busy", "This upload was given to another request, as this one stood still. Go on with that one.");
