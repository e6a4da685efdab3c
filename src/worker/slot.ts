import { claimPiece } from "../database/claim.ts";
import { describeBug } from "../domain/describe-bug.ts";
import type { Lane } from "../domain/piece.ts";
import type { Services } from "../services.ts";
import type { Courtesy } from "./courtesy.ts";
import { runPiece } from "./run-piece.ts";

/** One place at which a piece can be worked on. */
export interface SlotOptions {
  readonly lane: Lane;
  /** Kept free for what takes a moment, so that it never waits behind what takes long. */
  readonly smallOnly: boolean;
}

export interface Slot {
  /** There may be work. */
  wake(): void;
  /** Resolves when the slot has left its last piece, after the signal. */
  readonly ended: Promise<void>;
}

/** A bell may be lost: the slot looks this often in any case. */
const LOOK_EVERY_MS = 5_000;

/**
 * Takes pieces one after another, the best first, until told to stop.
 * @param within `quiet`: no further piece is taken; `stopping`: the piece at work is left too; `manners`: shared by all slots
 */
export function openSlot(
  services: Services,
  { lane, smallOnly }: SlotOptions,
  { quiet, stopping, manners }: { quiet: AbortSignal; stopping: AbortSignal; manners: Courtesy },
): Slot {
  let woken = true;
  let stir = () => {};
  const wake = () => {
    woken = true;
    stir();
  };
  quiet.addEventListener("abort", wake, { once: true });

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS);
      stir = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function work(): Promise<void> {
    while (!quiet.aborted) {
      woken = false;
      const piece = await claim();
      if (piece) await runPiece(services, piece, { stopping, manners });
      else if (!woken) await rest();
    }
  }

  async function claim() {
    try {
      return await claimPiece(services.db, { lane, smallOnly, worker: services.worker });
    } catch (error) {
      services.log.error({ lane, bug: describeBug(error) }, "no piece could be claimed");
      return undefined;
    }
  }

  return { wake, ended: work() };
}
