import { Readable } from "node:stream";
import { DataStore, type Locker, Metadata, Upload } from "@tus/server";
import { forgetUpload } from "../../../actions/uploads/forget-upload.ts";
import { appendResumable } from "../../../actions/uploads/resumable/append-resumable.ts";
import { beginResumable } from "../../../actions/uploads/resumable/begin-resumable.ts";
import type { Hold } from "../../../actions/uploads/resumable/hold.ts";
import { holdResumable } from "../../../actions/uploads/resumable/hold-resumable.ts";
import { progressOf } from "../../../actions/uploads/resumable/progress-of.ts";
import { removeResumable, takeInIfWhole } from "../../../actions/uploads/resumable/take-in.ts";
import { actorOf } from "../../../domain/audit.ts";
import type { Services } from "../../../services.ts";
import type { Asked } from "./asked.ts";
import { namedIn } from "./given.ts";

/** Uploads as the library sees them, for one request. */
export interface UploadDesk {
  readonly store: DataStore;
  readonly locker: Locker;
  /** When the upload expires that was asked for; nothing where it is kept. */
  expiresAt(): Date | undefined;
}

const EXTENSIONS = ["creation", "creation-with-upload", "termination", "expiration"];

/** Who sends beside another is told soon: that one goes on. */
const BESIDE = { asks: false, patienceMs: 2_000 };
/** Clients ask before they go on; what holds an upload then is a line gone dead, or a process that was killed. */
const INSTEAD = { asks: true, patienceMs: 15_000 };

/** What one request may do with uploads: those of its caller's tenant, held while it is at work on one. */
export function uploadDesk(services: Services, asked: Asked): UploadDesk {
  const { tenant, key } = asked.caller;
  let hold: Hold | undefined;
  let expiresAt: Date | undefined;
  const lock = async (id: string) => {
    const manner = asked.method === "PATCH" ? BESIDE : INSTEAD;
    hold = await holdResumable(services, { id, ...manner, signal: asked.signal });
  };
  const progress = async (id: string) => {
    const found = await progressOf(services, { tenant, id });
    expiresAt = found.kind === "kept" ? undefined : found.upload.expiresAt;
    return found;
  };
  return {
    expiresAt: () => expiresAt,
    locker: {
      newLock: (id) => ({
        // What is being begun nobody else knows of.
        lock: async () => {
          if (asked.id === undefined) return;
          await progress(id);
          await lock(id);
        },
        unlock: async () => hold?.end(),
      }),
    },
    store: Object.assign(new DataStore(), {
      extensions: EXTENSIONS,
      async create(upload: Upload) {
        const { id, size = 0, metadata } = upload;
        const said = metadata ? Metadata.stringify(metadata) : null;
        const begun = { ...{ id, tenant, key, bytes: size, metadata: said }, ...namedIn(metadata) };
        expiresAt = await beginResumable(services, begun);
        await lock(id);
        return upload;
      },
      async getUpload(id: string) {
        const { kind, upload } = await progress(id);
        const { bytes: size } = upload;
        if (kind === "kept") return new Upload({ id, size, offset: size, metadata: namesOf(upload) });
        const offset = hold ? await takeInIfWhole(services, upload, hold) : 0;
        return new Upload({ id, size, offset, ...(upload.metadata && { metadata: Metadata.parse(upload.metadata) }) });
      },
      async write(empty: Readable, id: string, offset: number) {
        // The library has been given no body: it would go through web streams, and lose what has come when the line breaks.
        empty.resume();
        const { kind, upload } = await progress(id);
        if (kind === "kept" || !hold) return offset;
        const { body = Readable.from([]), signal: enough } = asked;
        return appendResumable(services, upload, { hold, offset, body, enough });
      },
      async remove(id: string) {
        const { kind } = await progress(id);
        if (kind === "on-its-way" && hold) return removeResumable(services, { tenant, id }, hold);
        asked.demandErase();
        await forgetUpload(services, { tenant, id, actor: actorOf(asked.caller) });
      },
    }),
  };
}

/** What is known of an upload that has been kept, in the words of tus. */
function namesOf({ name, mediaType }: { name: string | null; mediaType: string | null }) {
  return { ...(name !== null && { filename: name }), ...(mediaType !== null && { filetype: mediaType }) };
}
