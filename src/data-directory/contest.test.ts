import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { findService } from "./find-service.ts";
import { lockDataDirectory } from "./lock-data-directory.ts";
import { type Contender, contender } from "./testing/contender.ts";

let directory: string;
let contenders: Contender[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "contest-"));
});
afterEach(async () => {
  await Promise.all(contenders.map((one) => one.kill()));
  contenders = [];
  await rm(directory, { recursive: true, force: true });
});

/** Starting twenty processes takes the better part of a minute where others want the processor too. */
const LONG_MS = 240_000;

/** Starts them a few at a time: many at once only wait for the processor. */
async function start(count: number): Promise<void> {
  while (contenders.length < count)
    contenders.push(...(await Promise.all(Array.from({ length: 4 }, () => contender(directory)))));
}

it("goes to exactly one of 20 that start at the same moment, in each of 20 rounds of kill -9", {
  timeout: LONG_MS,
}, async () => {
  await start(20);
  for (let round = 0; contenders.length > 0; round += 1) {
    const attempts = await Promise.all(contenders.map(async (one) => ({ one, attempt: await one.lock() })));
    const winners = attempts.filter(({ attempt }) => attempt && !attempt.failure).map(({ one }) => one);
    const losers = attempts.filter(({ attempt }) => attempt?.failure?.code === "data-directory-in-use");
    expect([round, winners.length, losers.length]).toEqual([round, 1, contenders.length - 1]);
    // A loser that had to ask a busy winner waits for its answer; nobody waits for the dead.
    for (const { attempt } of attempts) expect(attempt?.ms).toBeLessThan(SOON_MS);
    expect(await findService(directory)).toBe(winners[0]?.url);
    await winners[0]?.kill();
    contenders = contenders.filter((one) => one !== winners[0]);
  }
});

it("is free at once, whatever its takers were doing when they were killed", { timeout: LONG_MS }, async () => {
  for (let round = 0; round < 3; round += 1) {
    await start(4);
    const attempts = contenders.map((one) => one.lock());
    await delay(2 * round);
    await Promise.all(contenders.map((one) => one.kill()));
    await Promise.all(attempts);
    contenders = [];
    const begin = performance.now();
    const lock = await lockDataDirectory(directory);
    expect(performance.now() - begin).toBeLessThan(SOON_MS);
    await lock.release();
  }
});
