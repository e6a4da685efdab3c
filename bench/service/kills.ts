import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openEmbedded } from "../../src/database/open-embedded.ts";
import {
  contentOf,
  type JobAnswer,
  pause,
  type RunningService,
  readJob,
  startService,
  submit,
} from "./running-service.ts";

// Kills the serving process at random moments while it works on a recording, starts it again on the same data, and
// compares what comes out with an undisturbed run.
// usage: npm run bench:service-kills -- FILE [--runs 20] [--kills 1] [--seed 1]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "20" },
    kills: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
  },
});

let state = Number(values.seed);
const random = () => {
  state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
  return state / 2 ** 31;
};

const isOver = ({ state: at }: JobAnswer) => !["queued", "running"].includes(at);

interface Outcome {
  readonly job: JobAnswer;
  readonly content: string;
  readonly seconds: number;
  readonly kills: number;
  readonly restartMs: readonly number[];
}

/** @param within kills come at a random moment of this many milliseconds after each start */
async function run(dataDir: string, file: string, kills: number, within: number): Promise<Outcome> {
  const begun = performance.now();
  let service: RunningService = await startService(dataDir);
  const { id } = await submit(service.url, file);
  const restartMs: number[] = [];
  for (let killed = 0; killed < kills; killed++) {
    await pause(random() * within);
    if (isOver(await readJob(service.url, id))) break;
    await service.kill();
    service = await startService(dataDir);
    restartMs.push(service.startMs);
  }
  let job = await readJob(service.url, id);
  while (!isOver(job)) {
    await pause(200);
    job = await readJob(service.url, id);
  }
  const content = await contentOf(service.url, id);
  await service.stop();
  return { job, content, seconds: (performance.now() - begun) / 1000, kills: restartMs.length, restartMs };
}

/** How often pieces of each stage were begun beyond the first time, and how many were given up. */
async function attemptsIn(dataDir: string): Promise<{ again: Record<string, number>; dead: number }> {
  const { db, close } = await openEmbedded({ directory: join(dataDir, "db") });
  try {
    const pieces = await db.selectFrom("pieces").select(["stage", "attempt", "state"]).execute();
    const again: Record<string, number> = {};
    for (const { stage, attempt } of pieces) again[stage] = (again[stage] ?? 0) + attempt - 1;
    return { again, dead: pieces.filter((piece) => ["dead", "failed"].includes(piece.state)).length };
  } finally {
    await close();
  }
}

async function main(file: string): Promise<void> {
  const directory = () => mkdtemp(join(tmpdir(), "scribewell-kills-"));
  const calm = await directory();
  const undisturbed = await run(calm, file, 0, 0);
  console.log(`undisturbed: ${undisturbed.job.state}, ${undisturbed.seconds.toFixed(1)} s`);
  await rm(calm, { recursive: true });
  const totals = { same: 0, kills: 0, recognise: 0, prepare: 0, dead: 0 };
  const runs = Number(values.runs);
  const perRun = Number(values.kills);
  for (let index = 0; index < runs; index++) {
    const dataDir = await directory();
    const within = (undisturbed.seconds * 1000 * 0.8) / Math.min(perRun, 4);
    const outcome = await run(dataDir, file, perRun, within);
    const { again, dead } = await attemptsIn(dataDir);
    const isSame = outcome.content === undisturbed.content && outcome.job.state === "succeeded" && !outcome.job.partial;
    totals.same += isSame ? 1 : 0;
    totals.kills += outcome.kills;
    totals.recognise += again.recognise ?? 0;
    totals.prepare += again.prepare ?? 0;
    totals.dead += dead;
    const restarts = outcome.restartMs.map((ms) => (ms / 1000).toFixed(1)).join(" ");
    console.log(
      `${index + 1}: ${outcome.job.state}, ${isSame ? "same" : "DIFFERENT"}, ${outcome.kills} kills, begun again ${JSON.stringify(again)}, ` +
        `${dead} given up, ${outcome.seconds.toFixed(1)} s, up again after ${restarts} s`,
    );
    await rm(dataDir, { recursive: true });
  }
  console.log(
    `${totals.same} of ${runs} runs ended with the same transcript; ${totals.kills} kills; ${totals.recognise} recognise pieces ` +
      `done again; cutting gone on with ${totals.prepare} times; ${totals.dead} given up`,
  );
}

const [file] = positionals;
if (file === undefined) throw new Error("usage: npm run bench:service-kills -- FILE [--runs 20] [--kills 1]");
await main(file);
