import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Manifest } from "../installed.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

/** Lies beside the files while a model is fetched, so that another process can go on after this one was killed. */
export const JOURNAL_FILE = "download.json";

const JournalSchema = z.object({
  source: z.string(),
  revision: z.string().nullable(),
  /** Begun, and not yet verified: what the server called the version of the file. */
  begun: z.record(z.string(), z.object({ validator: z.string().nullable() })),
  /** Verified and in place. */
  finished: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

/** What is here of a model that is not yet whole. All of it comes from one source: two may hold two builds. */
export type Journal = z.infer<typeof JournalSchema>;

export const emptyJournal = (source: string, revision: string | null): Journal => {
  return { source, revision, begun: {}, finished: {} };
};

export const readJournal = (dir: string): Promise<Journal | null> =>
  readJsonFile(join(dir, JOURNAL_FILE), JournalSchema);

export const writeJournal = (dir: string, journal: Journal): Promise<void> =>
  writeJsonFile(join(dir, JOURNAL_FILE), journal);

/** Makes the good files of a damaged model the beginning of its repair. */
export function journalOfRepair(manifest: Manifest, good: ReadonlySet<string>): Journal {
  const journal = emptyJournal(manifest.source, manifest.revision);
  for (const { file, bytes, sha256 } of Object.values(manifest.files)) {
    if (good.has(file)) journal.finished[file] = { bytes, sha256 };
  }
  return journal;
}

/** Deletes the files a journal speaks of. */
export async function discardFiles(dir: string, { begun, finished }: Journal): Promise<void> {
  const files = [...Object.keys(begun).map((file) => `${file}.partial`), ...Object.keys(finished)];
  await Promise.all(files.map((file) => rm(join(dir, file), { force: true })));
}
