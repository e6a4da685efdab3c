/** What a log may know of an error nobody foresaw: its name, its code and where it was. Its message may hold speech or a file's name. */
export function describeBug(error: unknown): { name: string; code?: string; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  // The stack begins with the message, and that may look like anything.
  const frames = (error.stack ?? "")
    .replace(error.message, "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    frames: frames.slice(0, 12).map((line) => line.trim()),
  };
}
