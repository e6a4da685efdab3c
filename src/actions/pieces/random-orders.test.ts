import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { claimPiece } from "../../database/claim.ts";
import { handBack } from "../../database/leases.ts";
import { PieceTaken } from "../../database/write-as.ts";
import { Failure } from "../../domain/failure.ts";
import type { ClaimedPiece, Lane } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { cancelJob } from "../jobs/cancel-job.ts";
import { purgeJob } from "../jobs/purge-job.ts";
import { retryJob } from "../jobs/retry-job.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { endPauses, endPrepare, hear, never, putTogether, stretch, submit, TENANT } from "../testing/play-job.ts";
import { emitStretch } from "./emit-stretch.ts";
import { failPiece } from "./fail-piece.ts";
import { takeBackLost } from "./take-back-lost.ts";

// Whatever happens in whatever order: every job ends, every piece is settled, and what is counted is what there is.

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

const STRETCHES = 3;
const LANES: readonly Lane[] = ["media", "speech", "text"];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Does the work of a piece, all of it or up to where its worker vanishes. */
async function work(piece: ClaimedPiece, upTo = STRETCHES): Promise<void> {
  if (piece.stage === "recognise") return hear(services, piece, { language: "en" });
  if (piece.stage === "assemble") return putTogether(services, piece);
  for (let n = 0; n < upTo; n++) await emitStretch(services, piece, stretch(n), never);
  if (upTo === STRETCHES) await endPrepare(services, piece, STRETCHES * 5);
}

/** Runs what may come too late. @returns whether it was in time */
async function inTime(writing: Promise<unknown>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (error instanceof PieceTaken) return false;
    throw error;
  }
}

async function checkEvents(): Promise<void> {
  const { rows } = await sql`
    select jobs.id from jobs left join job_events on job_events.job_id = jobs.id
    group by jobs.id having count(*) <> jobs.last_event or max(sequence) <> jobs.last_event or min(sequence) <> 1
  `.execute(services.db);
  expect(rows).toEqual([]);
}

async function checkEnd(): Promise<void> {
  const { rows: jobs } = await sql<{ state: string; partial: boolean; last: string }>`
    select state, partial, (select body ->> 'type' from job_events where job_id = jobs.id order by sequence desc limit 1) as last,
      pieces_known as known, (select count(*)::int from pieces where job_id = jobs.id and stage = 'recognise') as known_really,
      pieces_done as done,
      (select count(*)::int from pieces where job_id = jobs.id and stage = 'recognise' and state = 'done') as done_really,
      recognised_seconds as heard, speech_seconds as speech
    from jobs`.execute(services.db);
  for (const { state, last, ...job } of jobs) {
    expect(["succeeded", "failed", "cancelled"]).toContain(state);
    expect(last).toBe(`job-${state}`);
    const counted = job as unknown as Record<string, number>; // columns of the query above
    expect(counted.known).toBe(counted.known_really);
    expect(counted.done).toBe(counted.done_really);
    expect([counted.heard, counted.speech]).toEqual([2 * (counted.done ?? 0), 2 * (counted.known ?? 0)]);
    if (state === "succeeded") expect([counted.known, job.partial]).toEqual([STRETCHES, counted.done !== STRETCHES]);
  }
  const open = await sql`select from pieces where state in ('waiting', 'ready', 'running')`.execute(services.db);
  expect(open.rows).toEqual([]);
  const wanted = await sql<{ digest: string }>`select distinct digest from blob_references`.execute(services.db);
  expect((await place.storedFiles()).sort()).toEqual(wanted.rows.map(({ digest }) => digest).sort());
}

it.each([1, 2, 3, 4])("ends well in any order (seed %d)", async (seed) => {
  const random = numbers(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const jobs: string[] = [];
  const held: ClaimedPiece[] = [];
  let late = 0;

  const causes = [new Failure("engine-lost", "Lost"), new Failure("engine-failed", "No"), new Error("bug")];
  const steps: readonly [number, () => Promise<unknown>][] = [
    [2, async () => jobs.push(await submit(services, { content: `recording ${jobs.length % 3}` }))],
    [9, claim],
    [8, () => withHeld((piece) => work(piece))],
    [2, () => withHeld((piece) => work(piece, piece.stage === "prepare" ? 1 : 0))],
    [2, () => withHeld((piece) => failPiece(services, piece, pick(causes)))],
    [1, () => withHeld((piece) => handBack(services.db, piece))],
    [2, lose],
    [1, () => onJob((name) => cancelJob(services, name))],
    [2, () => onJob((name) => retryJob(services, name))],
    [0.3, () => onJob((name) => purgeJob(services, name))],
    [2, () => endPauses(services)],
  ];

  async function claim(): Promise<void> {
    const piece = await claimPiece(services.db, {
      lane: pick(LANES) ?? "media",
      smallOnly: random() < 0.3,
      worker: "w",
    });
    if (piece) held.push(piece);
  }

  /** Attempts stay with their workers after they are over: whatever those still do must change nothing. */
  async function withHeld(act: (piece: ClaimedPiece) => Promise<void>): Promise<void> {
    const piece = pick(held);
    if (piece && !(await inTime(act(piece)))) late++;
  }

  async function lose(): Promise<void> {
    const piece = pick(held);
    if (!piece) return;
    await sql`update pieces set lease_until = now() - interval '1 second' where id = ${piece.id} and state = 'running'`.execute(
      services.db,
    );
    await takeBackLost(services);
  }

  async function onJob(act: (name: { tenant: string; id: string }) => Promise<unknown>): Promise<void> {
    const id = pick(jobs);
    if (id === undefined) return;
    await act({ tenant: TENANT, id }).catch((error) => {
      if (!["job-not-retryable", "job-not-found"].includes(error.code)) throw error;
    });
  }

  const total = steps.reduce((sum, [weight]) => sum + weight, 0);
  for (let n = 0; n < 220; n++) {
    let at = random() * total;
    await steps.find(([weight]) => {
      at -= weight;
      return at < 0;
    })?.[1]();
    if (n % 20 === 0) await checkEvents();
  }
  expect(late).toBeGreaterThan(0);

  // Whatever is held is lost; then the work goes on without mishap, and comes to an end.
  await sql`update pieces set lease_until = now() - interval '1 second' where state = 'running'`.execute(services.db);
  await takeBackLost(services);
  await endPauses(services);
  for (let idle = 0; idle < 3; ) {
    const found = await claimPiece(services.db, { lane: LANES[idle] ?? "media", smallOnly: false, worker: "w" });
    if (found) await work(found);
    idle = found ? 0 : idle + 1;
  }
  await checkEvents();
  await checkEnd();
});
