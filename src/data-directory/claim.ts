import type { AnsweringSocket } from "./answering-socket.ts";
import { askOwner, type Owner } from "./ask-owner.ts";
import { highestNumber, numbered } from "./numbered-sockets.ts";
import { throughShortPath } from "./short-path.ts";
import { takeNumber } from "./take-number.ts";

/** Either the lock, or who has it. */
export type Claim = { readonly socket: AnsweringSocket } | { readonly owner: Owner | "silent" };

/**
 * Takes the lock that lies in a folder, whoever else tries at the same time: of those exactly one gets it, and nobody
 * waits. The folder holds numbered sockets. The highest number is the lock, held while its process lives. When that is
 * dead, the next number is free to take. The highest number is never deleted, not even by its owner, because it is what
 * tells a latecomer that its turn has passed. See docs/decisions/2026-11-21-the-lock-is-a-listening-socket.md.
 */
export async function claim(folder: string): Promise<Claim> {
  for (;;) {
    const highest = await highestNumber(folder);
    const owner = await ownerOfNumber(folder, highest);
    if (owner !== null) return { owner };
    const socket = await takeNumber(folder, highest + 1);
    // Not taken means that somebody else was faster, so the next look finds a higher number.
    if (socket !== null) return { socket };
  }
}

/** Who holds the lock that lies in a folder; null when nobody does. */
export async function ownerIn(folder: string): Promise<Owner | "silent" | null> {
  return ownerOfNumber(folder, await highestNumber(folder));
}

async function ownerOfNumber(folder: string, number: number): Promise<Owner | "silent" | null> {
  return number === 0 ? null : throughShortPath(numbered(folder, number), askOwner);
}
