import { tryClaim } from "../database/claim.ts";
import type { Wanted } from "../database/lines-of-work.ts";
import type { ClaimedPiece } from "../domain/piece.ts";
import type { Services } from "../services.ts";

/** Of so many claims one goes to what is oldest, whatever its priority: low priority waits longer, never for ever. */
const OLDEST_EACH = 20;

/** What a worker takes at one place. */
export type Able = Omit<Wanted, "loaded" | "concurrency">;

/** Claims for this worker, with what is known of it at the moment. */
export function claimer({ db, engines, limits, worker }: Pick<Services, "db" | "engines" | "limits" | "worker">) {
  const { concurrency } = limits;
  let claims = 0;
  return (able: Able): Promise<ClaimedPiece | undefined | "held-back"> => {
    claims++;
    const loaded = engines.states().flatMap(({ model, isLoaded }) => (isLoaded ? [model] : []));
    const oldest = claims % OLDEST_EACH === 0;
    return tryClaim(db, { ...able, ...(concurrency && { concurrency }), worker, loaded, oldest });
  };
}
