import type { Held } from "./listen-by-asking.ts";

/** How long others do not see a message after somebody was given it, and each time that one says to be still busy. */
export const HIDDEN_SECONDS = 15;
const SAY_EVERY_MS = 5_000;

/** Says again and again that somebody is busy with a message, until it is not. */
export function hold(
  text: string,
  broker: { remove(): Promise<unknown>; hide(seconds: number): Promise<unknown> },
): Held {
  const saying = setInterval(() => void broker.hide(HIDDEN_SECONDS).catch(() => {}), SAY_EVERY_MS).unref();
  const settle = async (last: () => Promise<unknown>) => {
    clearInterval(saying);
    await last().catch(() => {});
  };
  return { text, remove: () => settle(() => broker.remove()), giveBack: () => settle(() => broker.hide(0)) };
}
