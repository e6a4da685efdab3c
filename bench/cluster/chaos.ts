import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import pMap from "p-map";
import { childrenOf } from "../../test/support/child-processes.ts";
import { deliveriesOf, type Finding, lookBehind } from "./chaos-checks.ts";
import { haveFaults } from "./chaos-faults.ts";
import { type Accepted, cancel, type Door, readContent, readState, submitJob } from "./chaos-jobs.ts";
import { type Receiver, startReceiver } from "./chaos-receiver.ts";
import { startClipServer } from "./clip-server.ts";
import { clipsOf } from "./clips.ts";
import { prepareGround } from "./ground.ts";
import { endAll, type Member, member } from "./running-cluster.ts";
import { seeded } from "./seeded.ts";
import { mountSmallDisk } from "./small-disk.ts";
import { startStore } from "./stores.ts";

// Three workers and two doors on one database and one queue of this machine, many jobs, and faults until all are accepted.
// At the end nothing may be lost, and nothing may be there twice.
// usage: npm run chaos -- [--seed 1] [--queue pg|redis|sqs|pubsub] [--storage file|s3] [--jobs 300] [--real 20]
// needs SPEECH_DIR and MODELS_MIRROR, and a PostgreSQL server's programs; ends with 1 when something is not as it should be

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    queue: { type: "string", default: "pg" },
    storage: { type: "string", default: "s3" },
    jobs: { type: "string", default: "300" },
    real: { type: "string", default: "20" },
    keep: { type: "boolean", default: false },
  },
});
const random = seeded(Number(values.seed));
const [jobs, real] = [Number(values.jobs), Number(values.real)];
/** Recordings come more than once, as they do. */
const CLIPS = 40;
const WITHIN_MS = 600_000;
/** Share of the ends that are told to somebody who does not want to hear. */
const REFUSED = 0.2;
/** Faults go on for a while after the last job was accepted. */
const FAULTS_AFTER_MS = 20_000;

/** Share of the jobs whose recording is fetched. */
const FETCHED = 0.3;

type Settings = Readonly<Record<string, string>>;

/** @param ofLast what the last of them has of its own */
function membersOf(folder: string, settings: Settings, ofLast: Settings): Member[] {
  const kinds = ["api", "api", "worker", "worker", "worker"] as const;
  const own = (index: number) => (index === kinds.length - 1 ? ofLast : {});
  return kinds.map((kind, index) =>
    member(`${kind}-${index}`, { kind, folder, settings: { ...settings, ...own(index) } }),
  );
}

/** Any that runs: a client behind a load balancer. */
const doorOf = (members: readonly Member[]): Door => {
  let turn = 0;
  const doors = members.filter(({ kind }) => kind === "api");
  return () => doors[turn++ % doors.length]?.url() ?? null;
};

async function untilOver(door: Door, accepted: readonly Accepted[]): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  const until = performance.now() + WITHIN_MS;
  while (states.size < accepted.length && performance.now() < until) {
    for (const { id } of accepted.filter((job) => !states.has(job.id))) {
      const { state, partial, error } = await readState(door, id);
      if (!["queued", "running"].includes(state)) states.set(id, partial ? "partial" : (error?.code ?? state));
    }
    await pause(500);
  }
  return states;
}

/** What each recording gives where nothing disturbs. */
async function undisturbed(
  door: Door,
  clips: readonly Buffer[],
  wanted: readonly string[],
): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  await pMap(
    wanted,
    async (key) => {
      const [model, clip] = [key.split("#")[0] ?? "", Number(key.split("#")[1])];
      const content = clips[clip] ?? Buffer.alloc(0);
      const isReal = model.startsWith("onnx/");
      const job = await submitJob(door, { key: `calm-${key}`, clip, content, isReal, priority: 1 });
      await untilOver(door, [job]);
      contents.set(key, await readContent(door, job.id));
    },
    { concurrency: 8 },
  );
  return contents;
}

/** Jobs whose ends have not been told. A receiver that refuses is asked again after a while. */
async function untilTold(receiver: Receiver, states: ReadonlyMap<string, string>): Promise<string[]> {
  const until = performance.now() + WITHIN_MS / 2;
  const eventOf = new Map([
    ["succeeded", "job.succeeded"],
    ["partial", "job.succeeded"],
    ["cancelled", "job.cancelled"],
  ]);
  const untold = () =>
    [...states].filter(([id, state]) => !receiver.told.get(id)?.has(eventOf.get(state) ?? "job.failed"));
  while (untold().length > 0 && performance.now() < until) await pause(500);
  return untold().map(([id]) => id);
}

const keyOf = ({ model, clip }: Accepted) => `${model}#${clip}`;

async function main(): Promise<number> {
  const begun = performance.now();
  const ground = await prepareGround("chaos", values.queue);
  const { folder, db, broker } = ground;
  const store = await startStore(values.storage, folder);
  // Where recordings are kept in a folder, that is on the disk of all.
  const disk = values.storage === "file" ? undefined : mountSmallDisk(folder);
  const settings = {
    ...ground.settings,
    STOP_GRACE_SECONDS: "5",
    KEEP_FREE_GB: "0.1",
    REAL_TIME_FACTOR: "0.05",
    ALLOWED_NETWORKS: "127.0.0.0/8",
    RINGS_LOST: "0.1",
    RINGS_DOUBLED: "0.1",
    ...store.settings,
  };
  const members = membersOf(folder, settings, disk?.settings ?? {});
  await Promise.all(members.map((each) => each.start()));
  const door = doorOf(members);
  const receiver = await startReceiver(REFUSED);
  const clips = await clipsOf(
    Array.from({ length: CLIPS }, () => 2 + Math.round(random() ** 3 * 90)),
    random,
  );
  const addresses = await startClipServer(clips);

  const over = new AbortController();
  const faults = haveFaults(
    { members, database: ground.server, broker, store, disk, random: seeded(Number(values.seed) + 1) },
    over.signal,
  );
  const accepted = await pMap(
    Array.from({ length: jobs }, (_, index) => index),
    async (index) => {
      const clip = Math.floor(random() * CLIPS);
      const content = random() < FETCHED ? addresses.urlOf(clip) : (clips[clip] ?? Buffer.alloc(0));
      const isCancelled = random() < 0.05;
      await pause(random() * 2_000);
      const job = await submitJob(door, {
        key: `job-${index}`,
        clip,
        content,
        isReal: index < real,
        priority: index,
        webhook: receiver.url,
      });
      if (isCancelled) await cancel(door, job);
      return job;
    },
    { concurrency: 12 },
  );
  console.log(`${accepted.length} jobs accepted after ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  await pause(FAULTS_AFTER_MS);
  over.abort();
  const happened = await faults;
  await Promise.all(members.map((each) => each.start()));
  const states = await untilOver(door, accepted);
  const counts = new Map<string, number>();
  for (const { id } of accepted) counts.set(states.get(id) ?? "OPEN", (counts.get(states.get(id) ?? "OPEN") ?? 0) + 1);

  const untold = await untilTold(receiver, states);
  receiver.close();
  for (const line of await deliveriesOf(db, untold)) console.log("not told:", line);

  const succeeded = accepted.filter(({ id }) => states.get(id) === "succeeded");
  const calm = await undisturbed(door, clips, [...new Set(succeeded.map(keyOf))]);
  let different = 0;
  for (const job of succeeded) if ((await readContent(door, job.id)) !== calm.get(keyOf(job))) different++;
  const findings: Finding[] = [
    { what: "every accepted job has ended", exceptions: accepted.length - states.size },
    {
      what: "each has succeeded, or was cancelled by its client",
      exceptions: accepted.filter(({ id, cancelled }) => {
        const state = states.get(id);
        return state !== "succeeded" && !(cancelled && state === "cancelled");
      }).length,
    },
    { what: "each result is equal to an undisturbed one", exceptions: different },
    { what: "each end was told to whom it may concern, as it was", exceptions: untold.length },
    { what: "a key gave one job", exceptions: accepted.length - new Set(accepted.map(({ id }) => id)).size },
    ...(await lookBehind(db, await store.keys())),
  ];
  const pids = members.flatMap((each) => each.pid() ?? []);
  const children = pids.flatMap((pid) => childrenOf(pid).map((child) => child.pid));
  await endAll(members);
  const left = children.filter((pid) => isAlive(pid)).length;
  findings.push({ what: "no process is left", exceptions: left });

  await store.close();
  addresses.close();
  disk?.close();
  await ground.close(values);
  if (values.keep) console.log(`kept: ${folder}`);
  return report({ counts, happened, findings, seconds: (performance.now() - begun) / 1000 });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function report(outcome: {
  counts: Map<string, number>;
  happened: Map<string, number>;
  findings: readonly Finding[];
  seconds: number;
}): number {
  const list = (map: Map<string, number>) => [...map].map(([what, count]) => `${count} × ${what}`).join(", ");
  console.log(`queue ${values.queue}, storage ${values.storage}, seed ${values.seed}, ${outcome.seconds.toFixed(0)} s`);
  console.log(`faults: ${list(outcome.happened)}`);
  console.log(`jobs: ${list(outcome.counts)}`);
  for (const { what, exceptions } of outcome.findings)
    console.log(
      `${exceptions === 0 ? "ok    " : "WRONG "} ${what}${exceptions === 0 ? "" : `: ${exceptions} exceptions`}`,
    );
  const wrong = outcome.findings.filter(({ exceptions }) => exceptions !== 0).length;
  console.log(`${outcome.findings.length - wrong} passed, ${wrong} failed`);
  return wrong === 0 ? 0 : 1;
}

process.exit(await main());
