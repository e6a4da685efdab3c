import { mkdir, open, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { DownloadOptions, ModelFamily } from "../../ports/model-store.ts";
import { MANIFEST_FILE, type Manifest, sizeOf } from "../installed.ts";
import { type Checksum, checkedSha256 } from "./checksum.ts";
import { complaintAbout } from "./file-shape.ts";
import {
  discardFiles,
  emptyJournal,
  JOURNAL_FILE,
  type Journal,
  journalOfRepair,
  readJournal,
  writeJournal,
} from "./journal.ts";
import { writeJsonFile } from "./json-file.ts";
import type { Limits } from "./limits.ts";
import type { Opened, ResumePoint } from "./receive.ts";
import { SourceFault } from "./source-fault.ts";

const REPORT_EVERY_MS = 100;

/**
 * The directory of one model while it is being filled. A file lies there as `<file>.partial` until it is verified.
 * Files of two sources never mix. Whoever opens it holds the lock of the model.
 */
export interface Workspace {
  readonly model: string;
  readonly limits: Limits;
  partialPath(file: string): string;
  /** Says whose files come now. What another source left stays until this one really sends something. */
  enter(source: string): void;
  /** The version all files are taken from, once the source has named one. */
  revision(): string | null;
  /** Keeps to the version the source named first. */
  pin(revision: string | null): void;
  isFinished(file: string): Promise<boolean>;
  resumePoint(file: string): Promise<ResumePoint>;
  /** Called when the source begins to send. @throws {Failure} `disk-full` when it cannot fit. */
  begin(file: string, opened: Omit<Opened, "body">): Promise<void>;
  report(file: string, bytes: number, totalBytes: number | null): void;
  /** Verifies a partial file and puts it in its place, or deletes it. @throws {SourceFault} `corrupt` */
  accept(file: string, checksum: Checksum | null, signal: AbortSignal): Promise<void>;
  discard(file: string): Promise<void>;
  /** Writes the manifest: from here on the model is installed. */
  seal(roles: Readonly<Record<string, string>>): Promise<void>;
}

export interface WorkspaceOptions {
  readonly modelsDir: string;
  readonly name: string;
  readonly family: ModelFamily;
  readonly limits: Limits;
  readonly onProgress: DownloadOptions["onProgress"];
  /** The manifest of what is here and damaged, with the files of it that are good: a repair keeps them. */
  readonly damaged: { readonly manifest: Manifest; readonly good: ReadonlySet<string> } | null;
}

interface State {
  readonly dir: string;
  readonly options: WorkspaceOptions;
  journal: Journal;
  source: string;
  revision: string | null;
  lastReport: number;
}

/** Opens the directory of a model for filling. A manifest that was there no longer counts. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { modelsDir, name, damaged } = options;
  const dir = join(modelsDir, name);
  await mkdir(dir, { recursive: true });
  const repair = damaged && journalOfRepair(damaged.manifest, damaged.good);
  const journal = repair ?? (await readJournal(dir)) ?? emptyJournal("", null);
  if (repair) await writeJournal(dir, repair);
  await rm(join(dir, MANIFEST_FILE), { force: true });
  const state: State = { dir, options, journal, source: "", revision: null, lastReport: 0 };
  return {
    model: name,
    limits: options.limits,
    partialPath: (file) => partialPath(state, file),
    enter: (source) => {
      state.source = source;
      state.revision = state.journal.source === source ? state.journal.revision : null;
    },
    revision: () => state.revision,
    pin: (revision) => {
      state.revision ??= revision;
    },
    isFinished: (file) => isFinished(state, file),
    resumePoint: (file) => resumePoint(state, file),
    begin: (file, opened) => begin(state, file, opened),
    report: (file, bytes, totalBytes) => report(state, file, bytes, totalBytes),
    accept: (file, checksum, signal) => accept(state, file, checksum, signal),
    discard: (file) => rm(partialPath(state, file), { force: true }),
    seal: (roles) => seal(state, roles),
  };
}

const partialPath = ({ dir }: State, file: string): string => join(dir, `${file}.partial`);
const isMine = ({ journal, source }: State): boolean => journal.source === source;

async function isFinished(state: State, file: string): Promise<boolean> {
  const entry = isMine(state) ? state.journal.finished[file] : undefined;
  return entry !== undefined && entry.bytes === (await sizeOf(join(state.dir, file)));
}

async function resumePoint(state: State, file: string): Promise<ResumePoint> {
  const validator = isMine(state) ? (state.journal.begun[file]?.validator ?? null) : null;
  const bytes = validator === null ? 0 : ((await sizeOf(partialPath(state, file))) ?? 0);
  return { bytes, validator };
}

async function begin(state: State, file: string, { startsAt, totalBytes, validator }: Omit<Opened, "body">) {
  if (totalBytes !== null) await assertRoom(state.options, totalBytes - startsAt);
  if (!isMine(state)) {
    await discardFiles(state.dir, state.journal);
    state.journal = emptyJournal(state.source, state.revision);
  }
  state.journal.revision = state.revision;
  state.journal.begun[file] = { validator };
  await writeJournal(state.dir, state.journal);
}

function report(state: State, file: string, bytes: number, totalBytes: number | null): void {
  const now = Date.now();
  if (bytes !== totalBytes && now - state.lastReport < REPORT_EVERY_MS) return;
  state.lastReport = now;
  state.options.onProgress?.({ model: state.options.name, file, bytes, totalBytes, waiting: false });
}

async function accept(state: State, file: string, checksum: Checksum | null, signal: AbortSignal): Promise<void> {
  const partial = partialPath(state, file);
  try {
    await flush(partial);
    const sha256 = await checkedSha256(partial, checksum, signal);
    const complaint = checksum === null ? await complaintAbout(partial, file) : null;
    if (complaint !== null) throw new SourceFault("corrupt", `gave something else: ${complaint}`);
    const bytes = (await sizeOf(partial)) ?? 0;
    await rename(partial, join(state.dir, file));
    delete state.journal.begun[file];
    state.journal.finished[file] = { bytes, sha256 };
    await writeJournal(state.dir, state.journal);
  } catch (error) {
    if (error instanceof SourceFault) await rm(partial, { force: true });
    throw error;
  }
}

/** A manifest must not outlive the bytes it speaks of when the power fails. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function seal({ dir, journal, options }: State, roles: Readonly<Record<string, string>>): Promise<void> {
  const files: Manifest["files"] = {};
  for (const [role, file] of Object.entries(roles)) {
    const entry = journal.finished[file];
    if (!entry) throw new Error(`${file} of ${options.name} was never finished`);
    files[role] = { file, ...entry };
  }
  const { source, revision } = journal;
  const { name, family } = options;
  const manifest: Manifest = { name, family, source, revision, installedAt: new Date().toISOString(), files };
  await writeJsonFile(join(dir, MANIFEST_FILE), manifest);
  await rm(join(dir, JOURNAL_FILE), { force: true });
}

/** Better than to fill the disk first and then to say that it is full. */
async function assertRoom({ modelsDir, name }: WorkspaceOptions, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(modelsDir);
  if (bytes <= bavail * bsize) return;
  const megabytes = (count: number) => `${Math.ceil(count / 1e6)} MB`;
  throw new Failure(
    "disk-full",
    `${name} needs ${megabytes(bytes)} and the disk of ${modelsDir} has ${megabytes(bavail * bsize)}: free some space, or set MODELS_DIR to a directory with more.`,
  );
}
