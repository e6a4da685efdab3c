import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, vi } from "vitest";
import { blobStoreContract } from "../../../test/contracts/blob-store.ts";
import { startGcsServer } from "../../../test/support/gcs-server.ts";
import { gsBlobStore } from "./gs.ts";

const folder = mkdtempSync(join(tmpdir(), "gs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
// Where Google's libraries look first.
const account = { type: "service_account", client_email: "service@example.org", private_key: privateKey };
writeFileSync(join(folder, "key.json"), JSON.stringify(account));
vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(folder, "key.json"));

blobStoreContract("gs", async () => {
  const server = await startGcsServer();
  const { bucket, proxy, objects } = server;
  return {
    store: gsBlobStore({ bucket, prefix: "some/where", endpoint: proxy.url, scratch: join(folder, "scratch") }),
    way: proxy,
    incoming: async () => [...objects.keys()].filter((key) => key.startsWith("some/where/incoming/")).length,
    async abandon() {
      objects.set("some/where/incoming/left", { content: Buffer.from("some"), updated: new Date(), kmsKey: null });
    },
    close: () => server.close(),
  };
});
