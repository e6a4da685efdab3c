import { once } from "node:events";
import { connect } from "node:net";
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { codeOf } from "../domain/system-errors.ts";

const PATIENCE_MS = 1000;

const Owner = z.object({ url: z.string().nullable(), pid: z.number(), version: z.string() });

/** What the process says that holds a data directory. `url` is null while it starts. */
export type Owner = z.infer<typeof Owner>;

/** Nobody listens at the path, and nobody ever will again at this file. ENOTSOCK is macOS's word for a plain file. */
const DEAD = ["ECONNREFUSED", "ENOENT", "ENOTSOCK"];

/** How often an owner may hang up before it counts as one that gives no answer. */
const MOST_HANG_UPS = 3;

/**
 * Asks the process behind a socket or a named pipe who it is. Null when there is none; "silent" when there is one that
 * gives no proper answer within a second, because it is stopped or very busy.
 */
export async function askOwner(path: string): Promise<Owner | "silent" | null> {
  for (let hangUps = 0; hangUps < MOST_HANG_UPS; hangUps += 1) {
    const answer = await ask(path);
    if (answer !== "hung up") return answer;
  }
  return "silent";
}

/** "hung up" by an owner that is just ending, which the next question finds gone, or that is out of descriptors and alive. */
async function ask(path: string): Promise<Owner | "silent" | "hung up" | null> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    // Patience begins here: the system connects at once, and a slow start of ours must not make a dead socket look alive.
    addAbortSignal(AbortSignal.timeout(PATIENCE_MS), socket);
    const answer = await text(socket);
    return answer === "" ? "hung up" : Owner.parse(JSON.parse(answer));
  } catch (error) {
    return meaningOf(error);
  } finally {
    socket.destroy();
  }
}

function meaningOf(error: unknown): "silent" | "hung up" | null {
  const code = codeOf(error);
  if (DEAD.includes(code)) return null;
  if (code === "ECONNRESET") return "hung up";
  // EAGAIN: so many askers wait already that the system takes no more. Or time ran out, or the answer was nonsense.
  if (["EAGAIN", "ABORT_ERR"].includes(code) || error instanceof z.ZodError || error instanceof SyntaxError)
    return "silent";
  throw error;
}
