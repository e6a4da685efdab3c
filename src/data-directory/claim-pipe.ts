import { codeOf } from "../domain/system-errors.ts";
import { openAnsweringSocket } from "./answering-socket.ts";
import { askOwner } from "./ask-owner.ts";
import type { Claim } from "./claim.ts";

/** Takes a named pipe of Windows as the lock. The system lets one process have the name, and frees it with the process. */
export async function claimPipe(name: string): Promise<Claim> {
  try {
    return { socket: await openAnsweringSocket(name) };
  } catch (error) {
    if (codeOf(error) !== "EADDRINUSE") throw error;
    return { owner: (await askOwner(name)) ?? "silent" };
  }
}
