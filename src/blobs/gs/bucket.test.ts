import { createHash, createVerify, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { startGcsServer } from "../../../test/support/gcs-server.ts";
import type { GsPlace } from "./access.ts";
import { gsBlobStore } from "./gs.ts";

const folder = mkdtempSync(join(tmpdir(), "gs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

function credentials(content: object): void {
  writeFileSync(join(folder, "key.json"), JSON.stringify(content));
  vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(folder, "key.json"));
}
const account = { type: "service_account", client_email: "service@example.org", private_key: privateKey };

const options = { maxBytes: 100_000_000, signal: new AbortController().signal };
const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(place: Partial<GsPlace> = {}) {
  const server = await startGcsServer();
  closers.push(() => server.close());
  const whole = { bucket: server.bucket, endpoint: server.proxy.url, ...place };
  return { server, store: gsBlobStore({ ...whole, prefix: "p", scratch: join(folder, "scratch") }) };
}

/** What Google documents as signature version 4 for addresses, written down a second time. */
function isSigned(url: URL, method: string, headers: Readonly<Record<string, string>>): boolean {
  const query = (name: string) => url.searchParams.get(name) ?? "";
  const escaped = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const names = query("X-Goog-SignedHeaders").split(";");
  // The library names the host without its port.
  const all: Record<string, string> = { ...headers, host: url.hostname };
  const canonical = [
    ...[method, url.pathname],
    [...url.searchParams]
      .filter(([name]) => name !== "X-Goog-Signature")
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .sort((a, b) => (a < b ? -1 : 1))
      .join("&"),
    ...names.map((name) => `${name}:${all[name]}`),
    ...["", names.join(";"), "UNSIGNED-PAYLOAD"],
  ].join("\n");
  const scope = query("X-Goog-Credential").split("/").slice(1).join("/");
  const text = ["GOOG4-RSA-SHA256", query("X-Goog-Date"), scope, sha256(canonical)].join("\n");
  return createVerify("RSA-SHA256").update(text).verify(publicKey, query("X-Goog-Signature"), "hex");
}

describe("a bucket of Google Cloud Storage", () => {
  it("signs addresses as Google documents it, and lets no more be sent than was said", async () => {
    credentials(account);
    const { store } = await open();
    const disposition = "attachment; filename*=UTF-8''J%C3%BCrgen%27s%20(1).wav";
    const read = await store.signRead({ tenant: "ours", digest: sha256("a") }, { seconds: 60, disposition });
    expect(isSigned(new URL(String(read)), "GET", {})).toBe(true);
    const upload = await store.signUpload({ tenant: "ours", seconds: 90, maxBytes: 10 });
    const url = new URL(String(upload?.url));
    expect(upload?.headers).toEqual({ "x-goog-content-length-range": "0,10" });
    expect(isSigned(url, "PUT", upload?.headers ?? {})).toBe(true);
    expect(isSigned(url, "PUT", { "x-goog-content-length-range": "0,11" })).toBe(false);
    const answer = await fetch(url, { method: "PUT", headers: upload?.headers ?? {}, body: "eleven bytes" });
    expect(answer.status).toBe(400);
  });

  it("gives out no address with the credentials of a person", async () => {
    credentials({ type: "authorized_user", client_id: "a", client_secret: "b", refresh_token: "c" });
    const { store } = await open();
    expect(await store.signRead({ tenant: "ours", digest: sha256("a") }, { seconds: 60 })).toBeNull();
    expect(await store.signUpload({ tenant: "ours", seconds: 60, maxBytes: 10 })).toBeNull();
    await store.check();
  });

  it("names the key in all that it writes", async () => {
    const kmsKey = "projects/p/locations/l/keyRings/r/cryptoKeys/k";
    const { store, server } = await open({ kmsKey });
    await (await store.receive("ours", new Uint8Array(9), options)).keep();
    const incoming = await store.receive("ours", Readable.from([randomBytes(20_000_000)]), options);
    expect([...server.objects.values()].map((stored) => stored.kmsKey)).toEqual([kmsKey, kmsKey]);
    await incoming.keep();
    expect([...server.objects.values()].map((stored) => stored.kmsKey)).toEqual([kmsKey, kmsKey]);
  });

  it("tells a missing bucket from a missing blob", async () => {
    const { store } = await open({ bucket: "nowhere" });
    const name = { tenant: "ours", digest: sha256("a") };
    const none = { code: "storage-unavailable", message: expect.stringContaining("no bucket") };
    await expect(store.check()).rejects.toMatchObject(none);
    await expect(store.size(name)).rejects.toMatchObject(none);
    await expect(store.read(name)).rejects.toMatchObject(none);
  });
});
