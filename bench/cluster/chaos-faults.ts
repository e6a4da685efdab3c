import { setTimeout as pause } from "node:timers/promises";
import type { PostgresServer } from "../../test/support/postgres-server.ts";
import type { Broker } from "./brokers.ts";
import type { Member } from "./running-cluster.ts";
import type { SmallDisk } from "./small-disk.ts";
import type { Store } from "./stores.ts";

interface Stage {
  readonly members: readonly Member[];
  readonly database: PostgresServer;
  readonly broker: Broker;
  readonly store: Store;
  readonly disk: SmallDisk | undefined;
  readonly random: () => number;
}

/** What may happen, with how often among a hundred. */
const FAULTS: readonly { readonly name: string; readonly share: number; happen(stage: Stage): Promise<void> }[] = [
  { name: "member killed", share: 45, happen: killed },
  { name: "member stopped for a while", share: 15, happen: stopped },
  {
    name: "member without room on its disk",
    share: 5,
    happen: async ({ disk, random }) => disk?.fill(random() * 15_000),
  },
  { name: "store disturbed", share: 10, happen: async ({ store, random }) => store.disturb?.(random) },
  { name: "queue restarted", share: 15, happen: async ({ broker }) => broker.restart?.() },
  { name: "database restarted", share: 6, happen: ({ database }) => restarted(database, "SIGINT") },
  { name: "database killed", share: 4, happen: ({ database }) => restarted(database, "SIGKILL") },
];

/** So many members may be away at a time. */
const MOST_DOWN = 3;

const one = <Item>(items: readonly Item[], random: () => number): Item | undefined =>
  items[Math.floor(random() * items.length)];

async function killed({ members, random }: Stage): Promise<void> {
  const victim = one(members, random);
  victim?.signal("SIGKILL");
  await victim?.ended();
  await pause(random() * 1_000);
  await victim?.start();
}

/** Longer than a lease lasts, now and then: it wakes up and believes that its pieces are still its own. */
async function stopped({ members, random }: Stage): Promise<void> {
  const victim = one(members, random);
  victim?.signal("SIGSTOP");
  await pause(random() < 0.2 ? 65_000 : random() * 5_000);
  victim?.signal("SIGCONT");
}

async function restarted(database: PostgresServer, signal: "SIGINT" | "SIGKILL"): Promise<void> {
  await database.end(signal);
  await database.start();
}

/** Where there is nobody to do it, it is not counted either. */
function isPossible(name: string, { broker, store, disk }: Stage): boolean {
  if (name.startsWith("queue")) return broker.restart !== undefined;
  if (name.startsWith("store")) return store.disturb !== undefined;
  return disk !== undefined || !name.endsWith("disk");
}

/** Lets faults happen, each a while after the one before, until the signal comes. Gives how often each did. */
export async function haveFaults(stage: Stage, ended: AbortSignal): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  while (!ended.aborted) {
    // On a slow machine they come as slowly as it gets up again.
    if (underWay.size >= MOST_DOWN) await Promise.race(underWay);
    await pause(500 + stage.random() * 2_500, undefined, { signal: ended }).catch(() => {});
    if (ended.aborted) break;
    let lot = stage.random() * 100;
    const fault = FAULTS.find(({ share }) => {
      lot -= share;
      return lot < 0;
    });
    if (!fault || !isPossible(fault.name, stage)) continue;
    counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
    const happening = fault.happen(stage);
    // Members fall beside each other; while the database or the queue is away, nothing else is asked of it.
    if (fault.name.startsWith("member")) {
      underWay.add(happening);
      void happening.finally(() => underWay.delete(happening));
    } else await happening;
  }
  await Promise.all(underWay);
  return counts;
}
