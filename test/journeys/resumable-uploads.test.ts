import { randomBytes, randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Upload } from "tus-js-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClusterProcesses, clusterProcesses } from "../support/cluster-processes.ts";
import { missingPostgres } from "../support/find-postgres.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";
import { beginTus, openTus, RESUMABLE, sha256, tus } from "../support/tus.ts";

// A service that is killed again and again while a recording comes, at moments nobody chose, loses nothing of it.

const MIB = 1_048_576;
const content = randomBytes(64 * MIB);

const part = { "content-type": "application/offset+octet-stream" };

let place: Workplace;
beforeEach(async () => {
  place = await openWorkplace();
});
afterEach(() => place.clear());

/** Sends what is missing until the service is killed, which it is when so much has been sent. */
async function sendUntilKilled(service: RunningService, id: string, killAt: number): Promise<"sent" | "killed"> {
  let killing: Promise<void> | undefined;
  const outcome = await new Promise<"sent" | "killed">((resolve) => {
    const upload = new Upload(content, {
      uploadUrl: `${service.url}${RESUMABLE}/${id}`,
      retryDelays: null,
      onProgress(sent) {
        if (sent >= killAt) killing ??= service.kill();
      },
      onSuccess: () => resolve("sent"),
      onError: () => resolve("killed"),
    });
    upload.start();
  });
  await killing;
  return outcome;
}

const offsetOf = async (service: RunningService, id: string) =>
  Number((await tus(service.url, { method: "HEAD", path: `/${id}` })).headers["upload-offset"]);

function storedFiles(): string[] {
  const entries = readdirSync(join(place.environment.DATA_DIR ?? "", "blobs"), {
    recursive: true,
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

it("goes on with an upload after each time it was killed", { timeout: 300_000 }, async () => {
  let service = await place.start();
  const id = await beginTus(service.url, content.length);
  // The last one when all has been sent: it may have been heard, taken in or told of, and its client knows nothing of that.
  const moments = [randomInt(MIB), randomInt(20 * MIB), randomInt(20 * MIB, 45 * MIB), content.length];
  const offsets = [0];
  for (const killAt of moments) {
    const outcome = await sendUntilKilled(service, id, Math.max(killAt, (offsets.at(-1) ?? 0) + 1));
    await service.kill();
    service = await place.start();
    offsets.push(await offsetOf(service, id));
    if (outcome === "sent") break;
  }
  expect(offsets, `killed at ${moments}`).toEqual([...offsets].sort((a, b) => a - b));
  expect(offsets.at(-1)).toBeGreaterThan(0);
  expect(await sendUntilKilled(service, id, Number.POSITIVE_INFINITY)).toBe("sent");
  expect(await offsetOf(service, id)).toBe(content.length);
  const digest = sha256(content);
  // A process that was killed as it read may have left a name of its own for it: the sweep's.
  expect(new Set(storedFiles().filter((name) => !/^[0-9a-f]{12}-\d+-/.test(name)))).toEqual(new Set([digest]));
  const path = join(place.environment.DATA_DIR ?? "", "blobs", "local", digest.slice(0, 2), digest);
  expect(sha256(readFileSync(path))).toBe(digest);
  const job = await fetch(`${service.url}/api/v1/transcribe`, {
    method: "POST",
    body: JSON.stringify({ url: `upload:${id}` }),
    headers: { "content-type": "application/json" },
  });
  expect([job.status, await job.json()]).toMatchObject([202, { source: { bytes: content.length } }]);
});

describe.skipIf(missingPostgres !== undefined)(
  `two processes of one database${missingPostgres ? ` (skipped: ${missingPostgres})` : ""}`,
  { timeout: 180_000 },
  () => {
    let postgres: PostgresServer;
    let database: string;
    let processes: ClusterProcesses;
    beforeEach(async () => {
      postgres = await startPostgres();
      database = await postgres.createDatabase();
      const shared = { DATABASE_URL: database, STORAGE_URL: `file://${join(place.folder, "recordings")}` };
      processes = clusterProcesses(() => ({ ...place.environment, ...shared }));
    }, 60_000);
    afterEach(async () => {
      await processes.kill();
      await postgres.close();
    });

    it("never write to one upload at once, and one goes on where the other was killed", async () => {
      const one = await processes.api();
      const two = await processes.api();
      const id = await beginTus(one.url, 9);
      const headers = { ...part, "upload-offset": 0, "content-length": 9 };
      const { sent, answered } = openTus(one.url, { method: "PATCH", path: `/${id}`, headers });
      sent.write("abc");
      const add = (offset: number, body: string) =>
        tus(two.url, { method: "PATCH", path: `/${id}`, headers: { "upload-offset": offset }, body });
      const offset = async () => (await tus(two.url, { method: "HEAD", path: `/${id}` })).headers["upload-offset"];
      // For no place there is: it writes nothing before the other has it.
      await expect.poll(async () => (await add(8, "x")).status).toBe(423);
      expect(await offset()).toBe("3");
      expect(await answered).toMatchObject({ status: 204, headers: { "upload-offset": "3" } });
      const again = openTus(one.url, {
        method: "PATCH",
        path: `/${id}`,
        headers: { ...part, "upload-offset": 3, "content-length": 6 },
      });
      again.sent.write("def");
      await expect.poll(async () => (await add(8, "x")).status).toBe(423);
      await one.started.kill("SIGKILL");
      await again.answered.catch(() => {});
      expect(await offset()).toBe("6");
      expect((await add(6, "ghi")).status).toBe(204);
      expect(await offset()).toBe("9");
      const kept = readdirSync(join(place.folder, "recordings"), { recursive: true });
      expect(kept.join()).toContain(sha256(Buffer.from("abcdefghi")));
    });
  },
);
