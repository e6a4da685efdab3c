import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { askForHold, takeHold } from "../../../database/resumable-holds.ts";
import { Failure } from "../../../domain/failure.ts";
import type { Services } from "../../../services.ts";
import { type Hold, startHolding } from "./hold.ts";

/** Names this process among holders. */
const SESSION = `${randomUUID()}/`;

const LOOK_EVERY_MS = 100;

type Needs = Pick<Services, "db" | "connections">;

interface Asked {
  readonly id: string;
  /** Whether who has it is asked to let go; else it goes on with what it does. */
  readonly asks: boolean;
  /** That of a process that was killed lasts for ten seconds. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/**
 * Takes hold of an upload on its way: nobody else, in whatever process, writes to it or takes it in until the hold has ended.
 * Waits for who has it.
 * @returns nothing where there is no such upload any more
 * @throws {Failure} `upload-busy` where somebody goes on having it
 * @throws the signal's reason
 */
export async function holdResumable(needs: Needs, { id, asks, patienceMs, signal }: Asked): Promise<Hold | undefined> {
  const givesUp = performance.now() + patienceMs;
  for (;;) {
    const hold = await tryHold(needs, id);
    if (hold) return hold;
    if (!(await askForHold(needs.db, { id, asks }))) return undefined;
    if (performance.now() > givesUp) throw busy();
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Takes hold of it where nobody has it. */
export async function tryHold({ db, connections }: Needs, id: string): Promise<Hold | undefined> {
  const holder = `${SESSION}${randomUUID()}`;
  // A process that has the database to itself knows that those who held it before are gone.
  const aloneAs = connections?.() ? null : SESSION;
  const begun = performance.now();
  return (await takeHold(db, { id, holder, aloneAs })) ? startHolding(db, { id, holder, begun }) : undefined;
}

const busy = () =>
  new Failure(
    "upload-busy",
    "Another request is sending this upload, or it is being taken in. Ask for its offset (HEAD) in a moment, and go on there.",
  );
