import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../../test/support/faulty-proxy.ts";
import { startS3Server } from "../../test/support/s3-server.ts";
import { AWS_SETTINGS } from "./aws-settings.ts";

/** Where a cluster keeps its recordings, with what its members need to know of it. */
export interface Store {
  readonly settings: Readonly<Record<string, string>>;
  /** What is kept, as tenant/first two digits/digest. */
  keys(): Promise<readonly string[]>;
  /** Answers some requests badly; absent where there is nobody who answers. */
  disturb?(random: () => number): void;
  close(): Promise<void>;
}

const FAULTS: readonly Fault[] = [500, 503, "reset", "cut"];
const MOST_AT_ONCE = 25;

/** Starts a store of a kind on this machine. */
export async function startStore(kind: string, folder: string): Promise<Store> {
  if (kind === "file") return folderStore(join(folder, "blobs"));
  if (kind === "s3") return s3Store();
  throw new Error(`--storage is file or s3, not ${kind}`);
}

function folderStore(root: string): Store {
  mkdirSync(root);
  return {
    settings: { STORAGE_URL: `file://${root}` },
    async keys() {
      const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    },
    close: async () => {},
  };
}

async function s3Store(): Promise<Store> {
  const { bucket, proxy, keys, close } = await startS3Server();
  const query = new URLSearchParams({ region: "us-east-1", endpoint: proxy.url });
  return {
    settings: { ...AWS_SETTINGS, STORAGE_URL: `s3://${bucket}/chaos?${query}` },
    keys: async () => (await keys()).map((key) => key.replace(/^chaos\//, "")),
    disturb(random) {
      const fault = FAULTS[Math.floor(random() * FAULTS.length)] ?? 500;
      proxy.fail(fault, 1 + Math.floor(random() * MOST_AT_ONCE));
    },
    close,
  };
}
