/** Where an error came from, without its message: that may hold text or a file's name. */
export interface BugDescription {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: BugDescription;
}

/** Deep enough for every chain of causes that makes sense; ends one that bites its tail. */
const MAX_CAUSES = 4;

/** What may be logged of anything thrown. */
export function describeBug(error: unknown, depth = 0): BugDescription {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeBug(error.cause, depth + 1) };
  return { name: error.name, ...code, frames: framesOf(error), ...cause };
}

const FRAME = /^ {4}at \S.*$/;

/** The stack begins with the message, which may itself look like frames. */
function framesOf({ message, stack = "" }: Error): string[] {
  const start = stack.indexOf(message);
  const frames = start === -1 ? stack : stack.slice(start + message.length);
  return frames
    .split("\n")
    .filter((line) => FRAME.test(line))
    .map((line) => line.trim().slice("at ".length));
}
