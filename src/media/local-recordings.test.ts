import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { localRecordings } from "./local-recordings.ts";

const server = createServer((_, response) => response.end("sound"));
const { signal } = new AbortController();
let address = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address of this kind.
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/talk.wav`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it.each([
  { maxBytes: 9 },
  { maxBytes: 9, networks: "any" },
  { maxBytes: 9, networks: { allowed: ["127.0.0.1/32"] } },
] as const)("fetches from where it may: %j", async (options) => {
  for (const source of [address, new URL(address)])
    await (await localRecordings({ networks: "any", ...options }).open(source, signal)).dispose();
});

it("fetches from nowhere else", async () => {
  const recordings = localRecordings({ maxBytes: 9, networks: { allowed: ["127.0.0.2/32"] } });
  for (const source of [address, new URL(address)]) {
    await expect(recordings.open(source, signal)).rejects.toMatchObject({ code: "url-refused" });
  }
});
