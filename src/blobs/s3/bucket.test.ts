import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type S3Server, startS3Server } from "../../../test/support/s3-server.ts";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import { canMount, mountDisk } from "../testing/mounted.ts";
import { type S3Place, s3Access } from "./access.ts";
import { copyObject } from "./copy-object.ts";
import { s3Objects } from "./objects.ts";
import { s3BlobStore } from "./s3.ts";

const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", SECRET);

const options = { maxBytes: 100_000_000, signal: new AbortController().signal };
const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
const away = { code: "storage-unavailable" };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(place: Partial<S3Place> = {}, scratch = mkdtempSync(join(tmpdir(), "s3-"))) {
  const server: S3Server = await startS3Server();
  closers.push(() => rmSync(scratch, { recursive: true, force: true }));
  closers.push(() => server.close());
  const whole: S3Place = { bucket: server.bucket, endpoint: server.proxy.url, ...place };
  return { server, scratch, access: s3Access(whole), store: s3BlobStore({ ...whole, prefix: "p", scratch }) };
}

/** What Amazon documents as signature version 4 for addresses, written down a second time. */
function signatureOf(url: URL, method: string, headers: Readonly<Record<string, string>>): string {
  const query = (name: string) => url.searchParams.get(name) ?? "";
  const escaped = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const [, ...scope] = query("X-Amz-Credential").split("/");
  const names = query("X-Amz-SignedHeaders").split(";");
  const canonical = [
    ...[method, url.pathname],
    [...url.searchParams]
      .filter(([name]) => name !== "X-Amz-Signature")
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .sort((a, b) => (a < b ? -1 : 1))
      .join("&"),
    ...names.map((name) => `${name}:${{ ...headers, host: url.host }[name]}`),
    ...["", names.join(";"), "UNSIGNED-PAYLOAD"],
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", query("X-Amz-Date"), scope.join("/"), sha256(canonical)].join("\n");
  const hmac = (key: string | Buffer, part: string) => createHmac("sha256", key).update(part).digest();
  return hmac(scope.reduce<string | Buffer>(hmac, `AWS4${SECRET}`) as Buffer, text).toString("hex"); // four parts were hashed
}

describe("a bucket of S3", () => {
  it("holds no more than 64 MB in memory of all that waits to be kept", async () => {
    const { server, store } = await open();
    const waiting: ReceivedBlob[] = [];
    const receive = async () => {
      const content = Readable.from([randomBytes(7_000_000)]);
      waiting.push(await store.receive("tenant", content, options));
    };
    const putAside = async () => (await server.keys()).filter((key) => key.includes("incoming")).length;
    for (let count = 0; count < 12; count++) await receive();
    expect(await putAside()).toBe(3);
    for (const blob of waiting.splice(0, 6)) await blob.keep();
    for (const blob of waiting.splice(0, 6)) await blob.discard();
    expect([await putAside(), (await server.keys()).length]).toEqual([0, 6]);
    for (let count = 0; count < 9; count++) await receive();
    expect(await putAside()).toBe(0);
  });

  it("signs addresses as Amazon documents it", async () => {
    const { store } = await open({ encryption: "aws:kms", kmsKey: "alias/some-key", region: "eu-central-1" });
    const disposition = "attachment; filename*=UTF-8''J%C3%BCrgen%27s%20(1).wav";
    const read = await store.signRead({ tenant: "ours", digest: sha256("a") }, { seconds: 60, disposition });
    const url = new URL(String(read));
    expect(url.searchParams.get("X-Amz-Signature")).toBe(signatureOf(url, "GET", {}));
    expect(url.searchParams.get("X-Amz-Expires")).toBe("60");
    expect(url.searchParams.get("X-Amz-Credential")).toMatch(/^AKIDEXAMPLE\/\d{8}\/eu-central-1\/s3\/aws4_request$/);
    const upload = await store.signUpload({ tenant: "ours", seconds: 90, maxBytes: 10 });
    const to = new URL(String(upload?.url));
    expect(to.searchParams.get("X-Amz-Signature")).toBe(signatureOf(to, "PUT", upload?.headers ?? {}));
    expect(to.searchParams.get("X-Amz-SignedHeaders")).toContain("x-amz-server-side-encryption-aws-kms-key-id");
    expect(to.search).not.toContain("checksum");
    expect(read).not.toContain(SECRET);
  });

  it("sends what is small in one request, and what is there already not again", async () => {
    const { store, server } = await open();
    const blob = await store.receive("ours", new Uint8Array(5_000_000), options);
    await blob.keep();
    await blob.discard();
    expect(server.proxy.requests).toEqual([expect.stringMatching(/^PUT \/recordings\/p\/ours\/../)]);
    const large = randomBytes(20_000_000);
    for (const times of [1, 2]) {
      const copies = () => server.proxy.headers.filter((headers) => "x-amz-copy-source" in headers);
      await (await store.receive("ours", Readable.from([large]), options)).keep();
      expect(copies(), `${times}`).toHaveLength(1);
    }
  });

  it("copies in parts what is larger than a part", async () => {
    const { access, server } = await open();
    const objects = s3Objects(access);
    const content = randomBytes(11_000_000);
    await objects.put("from", content);
    await copyObject(access, { from: "from", to: "to", bytes: content.length }, 5 * 1_048_576);
    expect(server.proxy.headers.filter((headers) => "x-amz-copy-source-range" in headers)).toHaveLength(3);
    expect((await buffer(await objects.read("to"))).equals(content)).toBe(true);
    server.proxy.fail(403, 1, (line) => line.includes("partNumber=2"));
    await expect(
      copyObject(access, { from: "from", to: "not", bytes: content.length }, 5 * 1_048_576),
    ).rejects.toMatchObject(away);
    expect(server.uploads()).toEqual([]);
    expect(await server.keys()).toEqual(["from", "to"]);
  });

  it("asks for encryption in all that it writes", async () => {
    const { store, server } = await open({ encryption: "aws:kms", kmsKey: "alias/some-key" });
    await (await store.receive("ours", new Uint8Array(9), options)).keep();
    await (await store.receive("ours", Readable.from([randomBytes(20_000_000)]), options)).keep();
    const writing = server.proxy.requests.flatMap((line, index) =>
      /^(PUT(?!.*partNumber)|POST.*[?&]uploads)/.test(line) ? [server.proxy.headers[index]] : [],
    );
    expect(writing).toHaveLength(3);
    for (const headers of writing)
      expect(headers).toMatchObject({
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": "alias/some-key",
      });
  });

  it("tells a missing bucket from a missing blob", async () => {
    const { store } = await open({ bucket: "nowhere" });
    const name = { tenant: "ours", digest: sha256("a") };
    const none = { ...away, message: expect.stringContaining("no bucket") };
    await expect(store.check()).rejects.toMatchObject(none);
    await expect(store.size(name)).rejects.toMatchObject(none);
    await expect(store.read(name)).rejects.toMatchObject(none);
    await expect(store.delete(name)).rejects.toMatchObject(none);
  });

  it("opens nothing but what was kept", async () => {
    const { store, access, scratch } = await open();
    const name = { tenant: "ours", digest: sha256("sound") };
    await s3Objects(access).put(`p/ours/${name.digest.slice(0, 2)}/${name.digest}`, Buffer.from("noise"));
    await expect(store.open(name, options)).rejects.toMatchObject({
      ...away,
      message: expect.stringContaining("not expected"),
    });
    expect(readdirSync(scratch)).toEqual([]);
  });

  it("takes no other object for a blob", async () => {
    const { store, access } = await open();
    const digest = sha256("a");
    for (const key of [
      `p/ours/00/${digest}`,
      `p/ours/${digest}`,
      "p/notes",
      `other/ours/ca/${digest}`,
      `p/incoming/ca/${digest}`,
    ])
      await s3Objects(access).put(key, Buffer.from("a"));
    for await (const blob of store.list()) throw new Error(`${blob.tenant} is no tenant`);
  });

  it.skipIf(!canMount())("says that the disk is full when there is no room to open a blob", async () => {
    const disk = mountDisk(["-t", "tmpfs", "-o", "size=256k", "none"]);
    const { store } = await open({}, join(disk.folder, "scratch"));
    closers.unshift(() => disk.unmount());
    const blob = await store.receive("ours", new Uint8Array(900_000), options);
    await blob.keep();
    await expect(store.open({ tenant: "ours", digest: blob.digest }, options)).rejects.toMatchObject({
      code: "disk-full",
    });
    expect(readdirSync(join(disk.folder, "scratch"))).toEqual([]);
  });
});
