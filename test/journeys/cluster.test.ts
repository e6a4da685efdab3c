import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentOf, pause, readJob, submit, untilFinished } from "../../bench/service/running-service.ts";
import { clusterProcesses, says } from "../support/cluster-processes.ts";
import { missingPostgres } from "../support/find-postgres.ts";
import { longRecording } from "../support/long-recording.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { openWorkplace, type Workplace } from "../support/running-service.ts";
import { missing } from "../support/speech.ts";

// The service in several processes on one PostgreSQL server: two that answer, two that work.

const skip = missingPostgres ?? missing("SPEECH_DIR", "MODELS_MIRROR");
const QUERY = "&model=onnx/whisper-base&language=en";

describe.skipIf(skip !== undefined)(`a cluster${skip ? ` (skipped: ${skip})` : ""}`, { timeout: 180_000 }, () => {
  let postgres: PostgresServer;
  let workplace: Workplace;
  let database: string;
  let recording: string;
  let undisturbed: string;
  const processes = clusterProcesses(() => ({ ...workplace.environment, DATABASE_URL: database }));
  const { api, worker, run } = processes;

  beforeAll(async () => {
    [postgres, workplace] = await Promise.all([startPostgres(), openWorkplace()]);
    database = await postgres.createDatabase();
    recording = await longRecording(workplace.folder, 75);
    const service = await workplace.start();
    const { id } = await submit(service.url, recording, QUERY);
    await untilFinished(service.url, id);
    undisturbed = await contentOf(service.url, id);
    await service.stop();
  }, 120_000);
  afterAll(async () => {
    await processes.kill();
    await workplace.clear();
    await postgres.close();
  });

  it("takes a recording at one door, works on it elsewhere, and gives the same text at another door", async () => {
    const [one, two] = await Promise.all([api(), api()]);
    await worker();
    const { id } = await submit(one.url, recording, QUERY);
    expect(await untilFinished(two.url, id)).toMatchObject({ state: "succeeded", partial: false });
    expect(await contentOf(two.url, id)).toBe(undisturbed);
    for (const { started } of [one, two]) expect(await started.kill()).toBe(0);
  });

  it("loses nothing when a worker is killed, one is stopped in order, and the database restarts", async () => {
    const door = await api();
    const [killed, stopped] = await Promise.all([worker(), worker()]);
    const jobs = await Promise.all([submit(door.url, recording, QUERY), submit(door.url, recording, QUERY)]);
    await pause(1_500);
    await killed.kill("SIGKILL");
    await postgres.end("SIGINT");
    await pause(2_000);
    await postgres.start();
    await worker();
    expect(await stopped.kill()).toBe(0);
    for (const { id } of jobs) {
      expect(await untilFinished(door.url, id)).toMatchObject({ state: "succeeded", partial: false });
      expect(await contentOf(door.url, id)).toBe(undisturbed);
    }
  });

  it("stops what works on a cancelled job elsewhere within two seconds", async () => {
    const door = await api();
    const { id } = await submit(door.url, recording, QUERY);
    while ((await readJob(door.url, id)).progress.pieces.done === 0) await pause(20);
    await fetch(`${door.url}/api/v1/jobs/${id}`, { method: "DELETE" });
    await pause(2_000);
    const metrics = await (await fetch(`${door.url}/metrics`)).text();
    expect(metrics).not.toMatch(/^scribewell_pieces\{[^}]*state="running"\} [1-9]/m);
  });

  it("works once on what is there, and ends", async () => {
    for (const started of processes.started) await started.kill();
    const door = await api();
    const { id } = await submit(door.url, recording, QUERY);
    const once = run(["worker", "--once"]);
    await says(once, /(\d+) pieces were worked on/);
    expect(await readJob(door.url, id)).toMatchObject({ state: "succeeded" });
  });

  it("refuses to be a part of a service whose database is of one process alone", async () => {
    const alone = run(["worker"], { DATABASE_URL: "" });
    await says(alone, /(Set DATABASE_URL to a PostgreSQL server)/);
    expect(await alone.ended()).toBe(2);
  });
});
