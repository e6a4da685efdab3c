import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { readState, submitJob } from "./chaos-jobs.ts";
import { clipsOf } from "./clips.ts";
import { prepareGround } from "./ground.ts";
import { endAll, type Member, member } from "./running-cluster.ts";
import { seeded } from "./seeded.ts";

// One long recording on 1, 2, 4 and 8 workers, with an engine that takes a fixed share of the sound's length: how much
// faster it is with more of them.
// usage: npm run bench:fan-out -- [--queue pg] [--minutes 64] [--factor 0.06] [--workers 1,2,4,8]

const { values } = parseArgs({
  options: {
    queue: { type: "string", default: "pg" },
    minutes: { type: "string", default: "64" },
    factor: { type: "string", default: "0.06" },
    workers: { type: "string", default: "1,2,4,8" },
  },
});

async function main(): Promise<void> {
  const ground = await prepareGround("fan-out", values.queue);
  const { folder, db } = ground;
  const settings = { ...ground.settings, STOP_GRACE_SECONDS: "1", REAL_TIME_FACTOR: values.factor };
  const [content = Buffer.alloc(0)] = await clipsOf([Number(values.minutes) * 60], seeded(1));
  const door = member("api", { kind: "api", folder, settings });
  await door.start();
  // What prepares is beside those who are counted: each of them recognises and nothing else.
  const preparing = member("media", {
    kind: "worker",
    folder,
    settings: { ...settings, WORKER_LANES: "network,media,text" },
  });
  await preparing.start();
  let alone = 0;
  for (const workers of values.workers
    .split(",")
    .map(Number)
    .sort((a, b) => a - b)) {
    const speech = Array.from({ length: workers }, (_, index) =>
      member(`speech-${index}`, { kind: "worker", folder, settings: { ...settings, WORKER_LANES: "speech" } }),
    );
    const { seconds, pieces } = await measure(door, speech, { content, key: `run-${workers}` });
    alone ||= seconds * workers;
    const gain = alone / seconds;
    console.log(
      `${workers} workers: ${pieces} pieces in ${seconds.toFixed(1)} s, ${gain.toFixed(2)} × as fast as one, ${((100 * gain) / workers).toFixed(0)} %`,
    );
    await endAll(speech);
  }
  await endAll([door, preparing]);
  await ground.close();

  /** The time from the first piece that began to the last that ended: of recognition alone. */
  async function measure(
    at: Member,
    speech: readonly Member[],
    { content, key }: { content: Buffer; key: string },
  ): Promise<{ seconds: number; pieces: number }> {
    await Promise.all(speech.map((each) => each.start()));
    // Pieces of one size, whatever has been measured.
    await db.deleteFrom("measured_speeds").execute();
    const { id } = await submitJob(at.url, { key, clip: 0, content, isReal: false, priority: 1 });
    while (["queued", "running"].includes((await readState(at.url, id)).state)) await pause(100);
    const row = await db
      .selectFrom("pieces")
      .select(({ fn }) => [
        fn.min("started_at").as("from"),
        fn.max("finished_at").as("to"),
        fn.countAll<string>().as("pieces"),
      ])
      .where("job_id", "=", id)
      .where("stage", "=", "recognise")
      .executeTakeFirstOrThrow();
    const seconds = (Number(row.to) - Number(row.from)) / 1000;
    return { seconds, pieces: Number(row.pieces) };
  }
}

await main();
process.exit(0);
