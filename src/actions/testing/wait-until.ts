import { setTimeout as pause } from "node:timers/promises";

/** Waits until something is so. @throws after 50 s */
export async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const tooLate = Date.now() + 50_000;
  while (!(await isSo())) {
    if (Date.now() > tooLate) throw new Error("It did not come to it within 50 s");
    await pause(10);
  }
}
