import { randomBytes } from "node:crypto";
import { link, rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../domain/system-errors.ts";
import { type AnsweringSocket, openAnsweringSocket } from "./answering-socket.ts";
import { highestNumber, numbered, tidy } from "./numbered-sockets.ts";
import { throughShortPath } from "./short-path.ts";

/**
 * Takes a number in a lock's folder: a socket of that number that listens from its first moment. Null when the number, or
 * a higher one, was taken by somebody else. Call it only after the number before was seen to be dead.
 */
export async function takeNumber(folder: string, number: number): Promise<AnsweringSocket | null> {
  // It listens before it has its number: a numbered socket that refuses a connection belongs to the dead.
  const draft = join(folder, `.${randomBytes(6).toString("hex")}`);
  const socket = await throughShortPath(draft, openAnsweringSocket);
  let taken = false;
  try {
    taken = await settle(folder, { draft, number });
    return taken ? socket : null;
  } finally {
    if (!taken) await socket.close();
    await rm(draft, { force: true });
  }
}

async function settle(folder: string, { draft, number }: { draft: string; number: number }): Promise<boolean> {
  try {
    await link(draft, numbered(folder, number));
  } catch (error) {
    // ENOENT: an owner tidied the draft away.
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
    throw error;
  }
  if ((await highestNumber(folder)) > number) {
    // The number was free because others took it, died and were tidied away since the look that found it.
    await rm(numbered(folder, number), { force: true });
    return false;
  }
  await tidy(folder, number);
  return true;
}
