import { setTimeout as pause } from "node:timers/promises";
import { submitJob } from "./chaos-jobs.ts";
import { clipsOf } from "./clips.ts";
import { prepareGround } from "./ground.ts";
import { endAll, member } from "./running-cluster.ts";
import { seeded } from "./seeded.ts";

// A worker is told to stop in the middle of a piece that takes minutes: when it has handed the piece back, with the grace that
// is set by default, and when another worker has it.
// usage: npm run bench:hand-back

async function main(): Promise<void> {
  const ground = await prepareGround("hand-back", "pg");
  const { folder, db } = ground;
  // A window takes a quarter of an hour.
  const settings = { ...ground.settings, REAL_TIME_FACTOR: "30" };
  const [door, leaving, staying] = [
    member("api", { kind: "api", folder, settings }),
    member("leaving", { kind: "worker", folder, settings }),
    member("staying", { kind: "worker", folder, settings }),
  ];
  await Promise.all([door.start(), leaving.start()]);
  const [content = Buffer.alloc(0)] = await clipsOf([300], seeded(1));
  const { id } = await submitJob(door.url, { key: "one", clip: 0, content, isReal: false, priority: 1 });
  const atWork = () =>
    db
      .selectFrom("pieces")
      .select(["id", "worker"])
      .where("job_id", "=", id)
      .where("stage", "=", "recognise")
      .where("state", "=", "running")
      .execute();
  while ((await atWork()).length === 0) await pause(50);
  const first = await atWork();
  await staying.start();
  // The one who stays takes what there is, as long as places are free; what the other has is to be handed back.
  await pause(2_000);

  const told = performance.now();
  const since = () => ((performance.now() - told) / 1000).toFixed(1);
  leaving.signal("SIGTERM");
  const gone = leaving.ended().then((code) => `${since()} s: the worker has ended with ${code}`);
  const mine = new Set(first.map(({ worker }) => worker));
  while ((await atWork()).some(({ worker }) => mine.has(worker))) await pause(20);
  console.log(`${since()} s: nothing is its own any more (${first.length} pieces were)`);
  const handedOver = async () => {
    const now = await atWork();
    return first.some((piece) => now.some((other) => other.id === piece.id && !mine.has(other.worker)));
  };
  while (!(await handedOver())) await pause(20);
  console.log(`${since()} s: another worker has the first of them`);
  console.log(await gone);

  await endAll([door, staying], "SIGKILL");
  await ground.close();
}

await main();
process.exit(0);
