import { setTimeout as pause } from "node:timers/promises";
import type { TellingOutages } from "../actions/tell-outages.ts";
import type { ClaimedPiece } from "../domain/piece.ts";
import type { Services } from "../services.ts";
import { type Able, claimer } from "./claimer.ts";
import type { Courtesy } from "./courtesy.ts";
import { runPiece } from "./run-piece.ts";

export interface Slot {
  /** There may be work. */
  wake(): void;
  /** Resolves when the slot looks for work the next time: at once where it rests. */
  looks(): Promise<void>;
  /** Resolves when the slot has left its last piece, after the signal. */
  readonly ended: Promise<void>;
}

/** A bell may be lost: the slot looks this often in any case. */
const LOOK_EVERY_MS = 5_000;
/** What is held back may be taken soon, and nobody rings for it. */
const LOOK_AGAIN_MS = 500;
/** With a full disk, or without its store, a worker leaves the work to others for a while. */
const UNFIT_REST_MS = 10_000;

/**
 * One place at which a piece can be worked on: takes them one after another, the best first, until told to stop.
 * @param able what is taken here
 * @param within `quiet`: no further piece is taken; `stopping`: the piece at work is left too; `manners` and `claiming`:
 * shared by all slots
 */
export function openSlot(
  services: Services,
  able: Able,
  {
    quiet,
    stopping,
    manners,
    claiming,
  }: { quiet: AbortSignal; stopping: AbortSignal; manners: Courtesy; claiming: TellingOutages },
): Slot {
  let woken = true;
  let isAtWork = false;
  let stir = () => {};
  const afterWork: (() => void)[] = [];
  const claimNext = claimer(services);
  const wake = () => {
    woken = true;
    stir();
  };
  quiet.addEventListener("abort", wake, { once: true });

  const rest = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      stir = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function work(): Promise<void> {
    while (!quiet.aborted) {
      woken = false;
      const piece = await claiming(() => claimNext(able));
      if (piece === "held-back") await rest(LOOK_AGAIN_MS);
      else if (piece) await atWork(piece);
      else if (!woken) await rest(LOOK_EVERY_MS);
    }
    freed();
  }

  async function atWork(piece: ClaimedPiece): Promise<void> {
    isAtWork = true;
    const outcome = await runPiece(services, piece, { stopping, manners });
    // Else it would take one after another and do none of them, where others could.
    if (outcome === "unfit") await pause(UNFIT_REST_MS, undefined, { signal: quiet }).catch(() => {});
    isAtWork = false;
    freed();
    // Who may have been kept from taking another by a limit: this worker may go on with something else.
    if (services.limits.concurrency && able.lane === "speech") await services.bell.ring(able.lane);
  }

  function freed(): void {
    for (const resolve of afterWork.splice(0)) resolve();
  }

  return {
    wake,
    looks: async () => {
      if (isAtWork) await new Promise<void>((resolve) => void afterWork.push(resolve));
    },
    ended: work(),
  };
}
