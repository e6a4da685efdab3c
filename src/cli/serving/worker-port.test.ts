import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ComposedService, composeService } from "../../compose/service.ts";
import { readConfig } from "../../config.ts";
import { playTerminal } from "../testing/play-terminal.ts";
import { shownWorkerPart } from "./worker-port.ts";

let folder: string;
let service: ComposedService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scribewell-worker-"));
  service = await composeService(settings({}), pino({ enabled: false }));
}, 120_000);
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

const settings = (environment: Record<string, string>) =>
  readConfig({ DATA_DIR: folder, MODELS_DIR: join(folder, "models"), KEEP_FREE_GB: "0", ...environment });

/** A worker, and where it says that it listens. */
async function start(environment: Record<string, string>) {
  const lines: { readonly msg: string; readonly url?: string }[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const { terminal } = playTerminal();
  const running = await shownWorkerPart(service, { config: settings(environment), log: pino(sink), terminal });
  const url = lines.find(({ msg }) => msg === "showing health and figures")?.url;
  return { url, stop: () => running.stop({ graceMs: 1000 }) };
}

describe("the port of a worker", () => {
  it("shows health and figures until the worker has stopped", async () => {
    const { url, stop } = await start({ WORKER_PORT: "0" });
    const ask = (path: string, init?: RequestInit) => fetch(`${url}${path}`, init);
    expect(await (await ask("/health/live")).json()).toMatchObject({ status: "ok" });
    expect(await (await ask("/health/ready")).json()).toMatchObject({
      checks: { database: { ok: true }, queue: { ok: true }, storage: { ok: true } },
    });
    const figures = await (await ask("/metrics")).text();
    expect(figures).toMatch(/^process_resident_memory_bytes /m);
    // The figures of all come from the database, which is not asked by each of many workers.
    expect(figures).not.toMatch(/^# TYPE scribewell_(pieces|oldest|remote|webhook)/m);
    expect(figures).toMatch(/^# TYPE scribewell_engine_loaded gauge$/m);
    expect(figures).toMatch(
      /^http_request_duration_seconds_count\{method="GET",route="\/health\/live",status="200"\} 1$/m,
    );
    for (const path of ["/api/v1/jobs", "/docs", "/"]) {
      const answer = await ask(path);
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: "route-not-found" }]);
    }
    const { hostname, port } = new URL(String(url));
    expect(hostname).toBe("127.0.0.1");
    await stop();
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
  });

  it("is not there when no setting names one", async () => {
    const { url, stop } = await start({});
    expect(url).toBeUndefined();
    await stop();
  });

  it("is refused where another program has it, and the message names the setting", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number }; // it listens on TCP
    await expect(start({ WORKER_PORT: String(port) })).rejects.toMatchObject({
      code: "address-in-use",
      message: expect.stringContaining("Give another with WORKER_PORT"),
    });
    other.close();
  });
});
