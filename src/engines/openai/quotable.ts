/** More than this is no message, and may be anything. */
const LONGEST = 200;
/** Words of a prompt in a row that are taken for a quotation. */
const QUOTED_WORDS = 3;

/**
 * A message of a service on one line, without a stop at its end; null where there is none, or where it may hold what
 * nobody is to read in a log: a key, or a piece of what was said before.
 * @param secrets the key, and the prompt
 */
export function quotable(message: string, secrets: readonly string[]): string | null {
  const line = plain(message);
  if (line === "" || line.length > LONGEST || /\b(sk-|bearer\s)/i.test(line)) return null;
  return secrets.some((secret) => quotes(line.toLowerCase(), plain(secret).toLowerCase()))
    ? null
    : line.replace(/[.\s]+$/u, "");
}

const plain = (text: string): string => text.replace(/[\s\p{C}]+/gu, " ").trim();

function quotes(line: string, secret: string): boolean {
  const words = secret.split(" ").filter(Boolean);
  const runs = words.map((_, index) => words.slice(index, index + QUOTED_WORDS).join(" "));
  return runs.slice(0, Math.max(1, words.length - QUOTED_WORDS + 1)).some((run) => run !== "" && line.includes(run));
}
