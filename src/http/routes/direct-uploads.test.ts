import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { startS3Server } from "../../../test/support/s3-server.ts";
import { s3BlobStore } from "../../blobs/s3/s3.ts";

vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

let server: Awaited<ReturnType<typeof startS3Server>>;
let service: OpenService;
const scratch = mkdtempSync(join(tmpdir(), "direct-"));
beforeAll(async () => {
  server = await startS3Server();
  const blobs = s3BlobStore({ bucket: server.bucket, prefix: "here", endpoint: server.proxy.url, scratch });
  service = await openService({ blobs, maxUploadBytes: 1_000 });
}, SLOW_START_MS);
afterAll(async () => {
  await service.close();
  await server.close();
  rmSync(scratch, { recursive: true, force: true });
});

interface Begun {
  readonly upload: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
}

const post = (path: string, body?: object) =>
  fetch(service.url + path, {
    method: "POST",
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
const begin = async () => (await (await post("/api/v1/direct-uploads")).json()) as Begun; // as the documents say
const send = ({ url, method, headers }: Begun, content: string) => fetch(url, { method, headers, body: content });
const end = ({ upload }: Begun, body?: object) => post(`/api/v1/direct-uploads/${upload}/end`, body);

describe("a recording that is sent straight to the store", () => {
  it("is taken in as it was sent, and jobs are opened for it", async () => {
    const begun = await begin();
    expect((await send(begun, "some sound")).status).toBeLessThan(300);
    const ended = await end(begun, { name: "talk.mp3", mediaType: "audio/mpeg" });
    const kept = await ended.json();
    expect([ended.status, kept]).toMatchObject([
      201,
      { bytes: 10, sha256: createHash("sha256").update("some sound").digest("hex") },
    ]);
    const { url } = kept as { url: string };
    const job = await (await post("/api/v1/transcribe", { url })).json();
    expect(job).toMatchObject({ state: "queued", source: { kind: "upload", name: "talk.mp3", bytes: 10 } });
  });

  it("is not there before it was sent, nor twice", async () => {
    const begun = await begin();
    const early = await end(begun);
    expect([early.status, await early.json()]).toMatchObject([422, { code: "source-not-found" }]);
    await send(begun, "other sound");
    expect((await end(begun)).status).toBe(201);
    expect((await end(begun)).status).toBe(422);
  });

  it("is refused past the limit", async () => {
    const begun = await begin();
    await send(begun, "x".repeat(1_001));
    const ended = await end(begun);
    expect([ended.status, (await ended.json()) as object]).toMatchObject([413, { code: "request-too-large" }]);
  });

  it.each(["nonsense", "..%2F..%2Fother", "x".repeat(300)])("is none that is called %s", async (upload) => {
    const ended = await post(`/api/v1/direct-uploads/${upload}/end`);
    expect([400, 422]).toContain(ended.status);
  });
});

it("says where to send recordings where the store gives out no address", async () => {
  const other = await openService();
  const refused = await fetch(`${other.url}/api/v1/direct-uploads`, { method: "POST" });
  expect([refused.status, await refused.json()]).toMatchObject([409, { code: "upload-not-direct" }]);
  await other.close();
});
