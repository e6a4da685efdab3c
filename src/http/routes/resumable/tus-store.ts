import { Readable } from "node:stream";
import { DataStore, Metadata, Upload } from "@tus/server";
import { forgetUpload } from "../../../actions/uploads/forget-upload.ts";
import { appendResumable } from "../../../actions/uploads/resumable/append-resumable.ts";
import { beginResumable } from "../../../actions/uploads/resumable/begin-resumable.ts";
import { removeResumable, takeInIfWhole } from "../../../actions/uploads/resumable/take-in.ts";
import { actorOf } from "../../../domain/audit.ts";
import { namedIn } from "./given.ts";
import type { TusContext } from "./tus-context.ts";

const EXTENSIONS = ["creation", "creation-with-upload", "termination", "expiration"];

/** Uploads as the library sees them, for one request. */
export const tusStore = (context: TusContext): DataStore =>
  Object.assign(new DataStore(), {
    extensions: EXTENSIONS,
    create: (upload: Upload) => begin(context, upload),
    getUpload: (id: string) => find(context, id),
    write(empty: Readable, id: string, offset: number) {
      // The library has been given no body: it would go through web streams, and lose what has come when the line breaks.
      empty.resume();
      return append(context, { id, offset });
    },
    remove: (id: string) => remove(context, id),
  });

async function begin({ services, request, acquire, begun }: TusContext, upload: Upload): Promise<Upload> {
  const { id, size = 0, metadata } = upload;
  const { tenant, key } = request.caller;
  const said = metadata ? Metadata.stringify(metadata) : null;
  const given = { id, tenant, key, bytes: size, metadata: said, ...namedIn(metadata) };
  begun(await beginResumable(services, given));
  await acquire(id);
  return upload;
}

async function find({ services, progress, currentLock }: TusContext, id: string): Promise<Upload> {
  const { kind, upload } = await progress(id);
  const { bytes: size } = upload;
  if (kind === "kept") return new Upload({ id, size, offset: size, metadata: namesOf(upload) });
  const lock = currentLock();
  const offset = lock ? await takeInIfWhole(services, upload, lock) : 0;
  return new Upload({ id, size, offset, ...(upload.metadata && { metadata: Metadata.parse(upload.metadata) }) });
}

async function append(
  { services, request, progress, currentLock }: TusContext,
  { id, offset }: { readonly id: string; readonly offset: number },
): Promise<number> {
  const { kind, upload } = await progress(id);
  const lock = currentLock();
  if (kind === "kept" || !lock) return offset;
  const { body = Readable.from([]), signal: enough } = request;
  return appendResumable(services, upload, { lock, offset, body, enough });
}

async function remove({ services, request, progress, currentLock }: TusContext, id: string): Promise<void> {
  const { kind } = await progress(id);
  const { tenant } = request.caller;
  const lock = currentLock();
  if (kind === "on-its-way" && lock) return removeResumable(services, { tenant, id }, lock);
  request.demandErase();
  await forgetUpload(services, { tenant, id, actor: actorOf(request.caller) });
}

/** What is known of an upload that has been kept, in the words of tus. */
function namesOf({ name, mediaType }: { name: string | null; mediaType: string | null }) {
  return { ...(name !== null && { filename: name }), ...(mediaType !== null && { filetype: mediaType }) };
}
