import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import type { BlobStore, SignedUpload } from "../../src/ports/blob-store.ts";
import { type Clause, keep, listed, notFound, options, ours, sha256 } from "./blob-clauses.ts";

/** Sends content to a signed address, as a client would. */
async function send({ url, method, headers, fields }: SignedUpload, content: string): Promise<number> {
  if (fields !== undefined) throw new Error("No store asks for a form yet");
  return (await fetch(url, { method, headers, body: content })).status;
}

async function requireUpload(store: BlobStore, { maxBytes = 1000, tenant = "ours" } = {}): Promise<SignedUpload> {
  const signed = await store.signUpload({ tenant, seconds: 60, maxBytes });
  if (!signed) throw new Error("A store that signs nothing leaves this clause out");
  return signed;
}

/** What a store promises of signed addresses. */
export function addressClauses(clause: Clause): void {
  clause(
    "gives out no address for a name that no blob or tenant has, and takes in no upload of such",
    async (store) => {
      const seconds = 60;
      for (const tenant of ["", "..", "incoming", "a/b", "A"]) {
        await expect(store.signRead({ tenant, digest: sha256("a") }, { seconds })).rejects.toMatchObject(notFound);
        await expect(store.signUpload({ tenant, seconds, maxBytes: 10 })).rejects.toMatchObject(notFound);
        await expect(store.receiveUploaded(tenant, "a", options)).rejects.toMatchObject(notFound);
      }
      const digest = `../${sha256("a").slice(3)}`;
      await expect(store.signRead({ tenant: "ours", digest }, { seconds })).rejects.toMatchObject(notFound);
      for (const upload of ["", "..", "a", `../ours/ca/${sha256("a")}`, randomUUID()])
        await expect(store.receiveUploaded("ours", upload, options)).rejects.toMatchObject(notFound);
    },
  );
  clause("gives out an address at which a blob can be read by anybody, in parts too", async (store) => {
    await keep(store, "0123456789");
    const url = await store.signRead(ours("0123456789"), {
      seconds: 60,
      contentType: "audio/wav",
      disposition: "attachment; filename*=UTF-8''a%20b.wav",
    });
    const answer = await fetch(String(url));
    expect(await answer.text()).toBe("0123456789");
    expect(await (await fetch(String(url), { headers: { range: "bytes=2-4" } })).text()).toBe("234");
    const other = await store.signRead(ours("other"), { seconds: 60 });
    const missing = await fetch(String(other));
    expect(missing.status).toBe(404);
    await missing.arrayBuffer();
  });
  clause("takes in what was sent to an address", async (store, { incoming }) => {
    const signed = await requireUpload(store);
    expect(await send(signed, "hello")).toBeLessThan(300);
    await (await store.receiveUploaded("ours", signed.upload, options)).discard();
    await expect(store.receiveUploaded("ours", signed.upload, options)).rejects.toMatchObject(notFound);
    expect(await send(signed, "hello again")).toBeLessThan(300);
    const blob = await store.receiveUploaded("ours", signed.upload, options);
    expect(blob).toMatchObject({ digest: sha256("hello again"), bytes: 11 });
    expect(await listed(store)).toEqual([]);
    await blob.keep();
    await blob.discard();
    expect(await text(await store.read(ours("hello again")))).toBe("hello again");
    expect(await incoming()).toBe(0);
  });
  clause("keeps what it has read of an upload, whatever is sent to the address meanwhile", async (store) => {
    const signed = await requireUpload(store);
    await send(signed, "first");
    const blob = await store.receiveUploaded("ours", signed.upload, options);
    await send(signed, "second");
    await blob.keep();
    expect(await text(await store.read(ours("first")))).toBe("first");
  });
  clause("gives an upload to nobody but its tenant, and refuses one that is too large", async (store, { incoming }) => {
    const signed = await requireUpload(store);
    await send(signed, "hello");
    await expect(store.receiveUploaded("theirs", signed.upload, options)).rejects.toMatchObject(notFound);
    const stopped = { maxBytes: 10, signal: AbortSignal.abort("enough") };
    await expect(store.receiveUploaded("ours", signed.upload, stopped)).rejects.toBe("enough");
    await expect(store.receiveUploaded("ours", signed.upload, { ...options, maxBytes: 4 })).rejects.toMatchObject({
      code: "media-refused",
    });
    expect(await incoming()).toBe(0);
  });
}
