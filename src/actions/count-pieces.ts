import { sql } from "kysely";
import type { Lane, PieceState } from "../domain/piece.ts";
import type { Services } from "../services.ts";

/** How many pieces of a lane are in a state, and for how long the oldest has been ready. */
export interface PieceCount {
  readonly lane: Lane;
  readonly state: PieceState;
  readonly count: number;
  readonly oldestSeconds: number;
}

/** What there is to do and what is being done, for metrics and autoscalers. */
export async function countPieces({ db }: Pick<Services, "db">): Promise<PieceCount[]> {
  const { rows } = await sql<PieceCount>`
    select lane, state, count(*)::int as count,
      greatest(extract(epoch from now() - min(greatest(run_after, created_at))), 0)::float8 as "oldestSeconds"
    from pieces where state in ('waiting', 'ready', 'running', 'dead')
    group by lane, state`.execute(db);
  return rows;
}
