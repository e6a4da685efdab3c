import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { BlobStore, ReceivedBlob } from "../../src/ports/blob-store.ts";
import type { FaultyProxy } from "../support/faulty-proxy.ts";

/** States one promise, and checks it with a store of its own. */
export type Clause = (title: string, check: (store: BlobStore, opened: OpenedBlobStore) => Promise<void>) => void;

export interface OpenedBlobStore {
  /** Empty, and nobody else's. */
  readonly store: BlobStore;
  /** How many things have come in and are neither kept nor gone, begun uploads among them. */
  incoming(): Promise<number>;
  /** Leaves behind what a process of another machine leaves that is killed: at least one thing that counts as incoming. */
  abandon(): Promise<void>;
  /** The way to the store, where it is on another machine. */
  readonly way?: FaultyProxy;
  close?(): Promise<void>;
}

export const options = { maxBytes: 20_000_000, signal: new AbortController().signal };
export const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
export const ours = (content: string | Uint8Array) => ({ tenant: "ours", digest: sha256(content) });
export const notFound = { code: "blob-not-found" };

/** Some bytes that go on only when they are told to, and end never. */
export function silentAfter(content: string): Readable {
  const stream = new Readable({ read() {} });
  stream.push(content);
  return stream;
}

export function breaking(fault: Error): Readable {
  return Readable.from(
    (function* () {
      yield Buffer.alloc(100_000);
      throw fault;
    })(),
  );
}

export async function keep(store: BlobStore, content: string, tenant = "ours"): Promise<ReceivedBlob> {
  const blob = await store.receive(tenant, Readable.from([content]), options);
  await blob.keep();
  return blob;
}

export async function listed(store: BlobStore): Promise<string[]> {
  const names: string[] = [];
  for await (const { tenant, digest } of store.list()) names.push(`${tenant}/${digest}`);
  return sorted(names);
}

export const sorted = (names: readonly string[]): string[] => [...names].sort((a, b) => (a < b ? -1 : 1));
