import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where the socket of a number lies. */
export const numbered = (folder: string, number: number) => join(folder, `${number}.sock`);

const numberOf = (name: string) => Number(/^(\d{1,15})\.sock$/.exec(name)?.[1] ?? 0);

/** The highest number in a lock's folder; 0 when there is none. */
export async function highestNumber(folder: string): Promise<number> {
  const names = await readdir(folder);
  return Math.max(0, ...names.map(numberOf));
}

/** Deletes what the dead left below the number that is one's own. The number before stays, so that a listing made while owners change meets one of them. */
export async function tidy(folder: string, own: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const number = numberOf(name);
    const isDraft = /^\.[0-9a-f]{12}$/.test(name);
    if (isDraft || (number > 0 && number < own - 1)) await rm(join(folder, name), { force: true });
  }
}
