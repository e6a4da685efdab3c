import { type FileHandle, open as openFile } from "node:fs/promises";
import { Failure } from "../../domain/failure.ts";
import { isDiskFull } from "../../domain/system-errors.ts";
import type { Checksum } from "./checksum.ts";
import { type Open, type ResumePoint, receive, type Sink } from "./receive.ts";
import { onceMoreWhenCorrupt, SourceFault } from "./source-fault.ts";
import type { Workspace } from "./workspace.ts";

export interface FileDownload {
  readonly workspace: Workspace;
  readonly file: string;
  readonly open: Open;
  /** Asked after the bytes are here, as some sources tell the checksum with their answer. Null checks the shape alone. */
  readonly checksum: () => Checksum | null;
  readonly signal: AbortSignal;
}

/**
 * Brings one file into the workspace, verified; going on with what an earlier try left. Does nothing when it is there.
 * @throws {SourceFault}, {Failure} `disk-full`
 */
export async function downloadFile({ workspace, file, open, checksum, signal }: FileDownload): Promise<void> {
  if (await workspace.isFinished(file)) return;
  await onceMoreWhenCorrupt(async () => {
    const sink = partialFile(workspace, file, await workspace.resumePoint(file));
    try {
      await receive({ open, sink, limits: workspace.limits, signal }).finally(sink.close);
      await workspace.accept(file, checksum(), signal);
    } catch (error) {
      // What is here would only keep the disk full.
      if (isDiskFull(error) || error instanceof Failure) await workspace.discard(file);
      throw error instanceof SourceFault && error.kind === "absent" ? lacks(file, error) : error;
    }
    workspace.report(file, sink.position, sink.position);
  });
}

function lacks(file: string, fault: SourceFault): SourceFault {
  return new SourceFault("absent", `has no ${file}`, { cause: fault });
}

interface PartialFile extends Sink {
  close(): Promise<void>;
}

function partialFile(workspace: Workspace, file: string, left: ResumePoint): PartialFile {
  let handle: FileHandle | undefined;
  let position = left.bytes;
  let validator = left.validator;
  let totalBytes: number | null = null;
  const close = async () => {
    await handle?.close();
    handle = undefined;
  };
  return {
    // Without a name for the version the rest could be that of another one.
    resumePoint: () => ({ bytes: validator === null ? 0 : position, validator }),
    async begin(opened) {
      await close();
      await workspace.begin(file, opened);
      handle = await openFile(workspace.partialPath(file), opened.startsAt === 0 ? "w" : "a");
      ({ startsAt: position, validator, totalBytes } = opened);
    },
    async write(chunk) {
      await handle?.writeFile(chunk);
      position += chunk.length;
      // The last report comes when the file is verified.
      if (position !== totalBytes) workspace.report(file, position, totalBytes);
    },
    close,
    get position() {
      return position;
    },
  };
}
