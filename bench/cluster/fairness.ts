import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import pMap from "p-map";
import pino from "pino";
import { receiveRecording } from "../../src/actions/jobs/receive-recording.ts";
import { requestTranscription } from "../../src/actions/jobs/request-transcription.ts";
import { composeService } from "../../src/compose/service.ts";
import { readConfig } from "../../src/config.ts";
import { clipsOf } from "./clips.ts";
import { prepareGround } from "./ground.ts";
import { endAll, member } from "./running-cluster.ts";
import { SCRIPTED, withScripted } from "./scripted-engine.ts";
import { seeded } from "./seeded.ts";
import { untilOver } from "./until-over.ts";

// How long a tenant with few jobs waits while another has submitted a hundred times as many, against how long it waits where
// nobody else is. Two workers, and an engine that takes a fixed share of the sound's length.
// usage: npm run bench:fairness -- [--queue pg] [--jobs 10] [--times 100] [--factor 0.3]

const { values } = parseArgs({
  options: {
    queue: { type: "string", default: "pg" },
    jobs: { type: "string", default: "10" },
    times: { type: "string", default: "100" },
    factor: { type: "string", default: "0.3" },
  },
});

const CLIP_SECONDS = 40;
/** So that the small one asks for less than half of what there is. */
const EVERY_MS = Math.max(2_500, CLIP_SECONDS * Number(values.factor) * 500);
/** Medians, in seconds. */
interface Waits {
  readonly prepare: number;
  readonly cut: number;
  readonly recognise: number;
  readonly wait: number;
  readonly whole: number;
}

const never = new AbortController().signal;

async function main(): Promise<void> {
  const ground = await prepareGround("fairness", values.queue);
  const { folder, db } = ground;
  const settings = { ...ground.settings, STOP_GRACE_SECONDS: "1", REAL_TIME_FACTOR: values.factor, LOG_LEVEL: "warn" };
  const composed = await composeService(readConfig({ ...process.env, ...settings }), pino({ level: "silent" }));
  const services = { ...composed.services, models: withScripted(composed.services.models) };
  await sql`insert into tenants (id) values ('small'), ('big')`.execute(db);
  const workers = ["one", "two"].map((name) => member(name, { kind: "worker", folder, settings }));
  await Promise.all(workers.map((each) => each.start()));
  const [content = Buffer.alloc(0)] = await clipsOf([CLIP_SECONDS], seeded(1));

  async function submit(tenant: string): Promise<string> {
    const blob = await receiveRecording(services, { tenant, content, signal: never });
    const recording = { kind: "received", blob, name: "clip.wav", mediaType: "audio/wav" } as const;
    const options = { model: SCRIPTED, language: "en" };
    return (await requestTranscription(services, { tenant, recording, options })).id;
  }

  /** One after another, as somebody comes by now and then. */
  async function comeBy(): Promise<Waits> {
    const ids: string[] = [];
    for (let n = 0; n < Number(values.jobs); n++) {
      ids.push(await submit("small"));
      await pause(EVERY_MS);
    }
    await untilOver(db, ids, 200);
    const { rows } = await sql<Waits>`
      with waits as (
        select extract(epoch from prepare.started_at - jobs.created_at) as prepare,
          extract(epoch from cut - prepare.started_at) as cut, extract(epoch from first - cut) as recognise, extract(epoch from first - jobs.created_at) as wait,
          extract(epoch from jobs.finished_at - jobs.created_at) as whole
        from jobs join pieces as prepare on prepare.job_id = jobs.id and prepare.stage = 'prepare' cross join lateral (
          select min(started_at) as first, min(created_at) as cut from pieces where job_id = jobs.id and stage = 'recognise'
        ) as recognition
        where jobs.id = any(${ids}::uuid[])
      )
      select ${sql.join(["prepare", "cut", "recognise", "wait", "whole"].map((part) => sql`(percentile_cont(0.5) within group (order by ${sql.ref(part)}))::float8 as ${sql.ref(part)}`))}
      from waits`.execute(db);
    if (!rows[0]) throw new Error("No figures");
    return rows[0];
  }

  await comeBy();
  const idle = await comeBy();
  const many = Number(values.jobs) * Number(values.times);
  await pMap(Array.from({ length: many }), () => submit("big"), { concurrency: 8 });
  const crowded = await comeBy();
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from jobs where tenant_id = 'big' and state in ('queued', 'running')`.execute(db);
  const said = ({ prepare, cut, recognise, wait, whole }: Waits) =>
    `${prepare.toFixed(2)} s to preparation, ${cut.toFixed(2)} s until a piece is there, ${recognise.toFixed(2)} s until it is begun, ${wait.toFixed(2)} s in all; ${whole.toFixed(2)} s to the end`;
  console.log(`medians where nobody else is: ${said(idle)}`);
  console.log(`with ${many} jobs of another tenant, ${rows[0]?.left} of them open at the end: ${said(crowded)}`);
  console.log(`${(crowded.wait / idle.wait).toFixed(2)} and ${(crowded.whole / idle.whole).toFixed(2)} times as long`);
  await endAll(workers);
  await composed.close();
  await ground.close();
}

await main();
process.exit(0);
