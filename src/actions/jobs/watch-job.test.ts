import { getEventListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendEvents } from "../../database/events.ts";
import { endJob } from "../../database/jobs.ts";
import type { JobEvent } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { never, submit, TENANT } from "../testing/play-job.ts";
import { cancelJob } from "./cancel-job.ts";
import { purgeJob } from "./purge-job.ts";
import { waitForJob } from "./wait-for-job.ts";
import { watchJob } from "./watch-job.ts";

let place: Workplace;
let services: Services;
let listeners = 0;

beforeAll(async () => {
  place = await openWorkplace();
  const { news } = place.services;
  const listen: typeof news.listen = (onNews) => {
    listeners++;
    const stop = news.listen(onNews);
    return () => {
      listeners--;
      stop();
    };
  };
  services = { ...place.services, news: { ...news, listen } };
});
beforeEach(() => place.clear());
afterAll(() => place.close());

async function happen(job: string, count: number, tell = true): Promise<void> {
  const bodies = Array.from({ length: count }, (_, n) => ({ type: "warning", message: `${n}` }) as const);
  await services.db.transaction().execute((within) => appendEvents(within, job, bodies));
  if (tell) await services.news.tell({ job, kind: "events" });
}

async function end(job: string): Promise<void> {
  await services.db.transaction().execute((within) => endJob(within, job, { state: "succeeded" }));
  await services.news.tell({ job, kind: "events" });
}

async function read(job: string, after = 0, signal = new AbortController().signal): Promise<number[]> {
  const seen: number[] = [];
  for await (const { sequence } of watchJob(services, { tenant: TENANT, id: job, after, signal })) seen.push(sequence);
  return seen;
}

const countUp = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

it("gives every event once and in order, to readers who come at any time and from any place", async () => {
  const job = await submit(services);
  const readers: Promise<number[]>[] = [];
  const begins: number[] = [];
  for (let round = 0; round < 25; round++) {
    begins.push(round === 0 ? 0 : (round * 7) % (1 + round * 9));
    readers.push(read(job, begins.at(-1)));
    await happen(job, 1 + ((round * 5) % 17), round % 4 !== 0);
  }
  // More than is read at once.
  await happen(job, 450);
  await end(job);
  const all = await read(job);
  expect(all).toEqual(countUp(1, all.length));
  expect(all.length).toBeGreaterThan(600);
  const seen = await Promise.all(readers);
  expect(seen).toEqual(begins.map((after) => countUp(after + 1, all.length)));
  expect(listeners).toBe(0);
});

it("gives what happens while its reader is slow, at once when he comes back", async () => {
  const job = await submit(services);
  const begun = performance.now();
  const seen: JobEvent[] = [];
  for await (const event of watchJob(services, { tenant: TENANT, id: job, after: 0, signal: never })) {
    seen.push(event);
    if (seen.length === 1) await happen(job, 2);
    if (seen.length === 3) await end(job);
  }
  expect(seen.map(({ type }) => type)).toEqual(["job-queued", "warning", "warning", "job-succeeded"]);
  expect(seen[0]?.at).toBeInstanceOf(Date);
  expect(performance.now() - begun).toBeLessThan(9_000);
});

it("reads on without a pause where there is much", async () => {
  const job = await submit(services);
  await happen(job, 450);
  const begun = performance.now();
  let last = 0;
  for await (const { sequence } of watchJob(services, { tenant: TENANT, id: job, after: 0, signal: never })) {
    last = sequence;
    if (last === 451) break;
  }
  expect(performance.now() - begun).toBeLessThan(9_000);
});

it("finds what nobody told of after a while", async () => {
  const job = await submit(services);
  const reading = read(job);
  await pause(200);
  await services.db.transaction().execute((within) => endJob(within, job, { state: "cancelled" }));
  expect(await reading).toEqual([1, 2]);
});

describe("ends", () => {
  it("at once when all of a finished job has been read", async () => {
    const job = await submit(services);
    await end(job);
    expect(await read(job, 2)).toEqual([]);
    expect(await read(job, 99)).toEqual([]);
  });

  it("when the job is cancelled, after that event", async () => {
    const job = await submit(services);
    const reading = read(job);
    await cancelJob(services, { tenant: TENANT, id: job });
    expect(await reading).toEqual([1, 2]);
  });

  it("when the job is deleted", async () => {
    const job = await submit(services);
    const reading = read(job);
    await pause(100);
    await purgeJob(services, { tenant: TENANT, id: job });
    // The end may be read before the deletion, or not.
    expect([[1], [1, 2]]).toContainEqual(await reading);
  });

  it("with its signal, before and while it waits, and when its reader leaves", async () => {
    const job = await submit(services);
    expect(await read(job, 0, AbortSignal.abort())).toEqual([]);
    const stop = new AbortController();
    const reading = read(job, 0, stop.signal);
    await pause(100);
    stop.abort();
    expect(await reading).toEqual([1]);
    const { signal } = new AbortController();
    for await (const _ of watchJob(services, { tenant: TENANT, id: job, after: 0, signal })) break;
    expect([listeners, getEventListeners(signal, "abort")]).toEqual([0, []]);
  });

  it("with a failure for a job that is not there, or another tenant's", async () => {
    const job = await submit(services);
    const foreign = watchJob(services, { tenant: "other", id: job, after: 0, signal: never });
    await expect(foreign.next()).rejects.toMatchObject({ code: "job-not-found" });
    expect(listeners).toBe(0);
  });
});

describe("waiting", () => {
  const wait = (id: string, seconds: number, signal = never) =>
    waitForJob(services, { tenant: TENANT, id, seconds, signal });

  it("gives the job as soon as it has finished", async () => {
    const job = await submit(services);
    const waiting = wait(job, 30);
    await happen(job, 3);
    await end(job);
    expect((await waiting).state).toBe("succeeded");
    expect((await wait(job, 30)).state).toBe("succeeded");
  });

  it("gives it as it stands when the time is over, or the signal comes", async () => {
    const job = await submit(services);
    expect((await wait(job, 0)).state).toBe("queued");
    expect((await wait(job, 0.1)).state).toBe("queued");
    expect((await wait(job, 30, AbortSignal.timeout(50))).state).toBe("queued");
    expect(listeners).toBe(0);
  });

  it("says so when it is deleted meanwhile", async () => {
    const job = await submit(services);
    const waiting = wait(job, 30);
    const failed = expect(waiting).rejects.toMatchObject({ code: "job-not-found" });
    await services.db.deleteFrom("jobs").execute();
    await services.news.tell({ job, kind: "events" });
    await failed;
  });
});
