import { Readable } from "node:stream";
import { DataStore, Metadata, Upload } from "@tus/server";
import { forgetUpload } from "../../../actions/uploads/forget-upload.ts";
import { appendResumable } from "../../../actions/uploads/resumable/append-resumable.ts";
import { beginResumable } from "../../../actions/uploads/resumable/begin-resumable.ts";
import { removeResumable, takeInIfWhole } from "../../../actions/uploads/resumable/take-in.ts";
import { actorOf } from "../../../domain/audit.ts";
import { namedIn } from "./given.ts";
import type { UploadDesk } from "./upload-desk.ts";

const EXTENSIONS = ["creation", "creation-with-upload", "termination", "expiration"];

/** Uploads as the library sees them, for one request. */
export const tusStore = (desk: UploadDesk): DataStore =>
  Object.assign(new DataStore(), {
    extensions: EXTENSIONS,
    create: (upload: Upload) => begin(desk, upload),
    getUpload: (id: string) => find(desk, id),
    write(empty: Readable, id: string, offset: number) {
      // The library has been given no body: it would go through web streams, and lose what has come when the line breaks.
      empty.resume();
      return append(desk, { id, offset });
    },
    remove: (id: string) => remove(desk, id),
  });

async function begin({ services, asked, take, begun }: UploadDesk, upload: Upload): Promise<Upload> {
  const { id, size = 0, metadata } = upload;
  const { tenant, key } = asked.caller;
  const said = metadata ? Metadata.stringify(metadata) : null;
  const given = { id, tenant, key, bytes: size, metadata: said, ...namedIn(metadata) };
  begun(await beginResumable(services, given));
  await take(id);
  return upload;
}

async function find({ services, progress, held }: UploadDesk, id: string): Promise<Upload> {
  const { kind, upload } = await progress(id);
  const { bytes: size } = upload;
  if (kind === "kept") return new Upload({ id, size, offset: size, metadata: namesOf(upload) });
  const hold = held();
  const offset = hold ? await takeInIfWhole(services, upload, hold) : 0;
  return new Upload({ id, size, offset, ...(upload.metadata && { metadata: Metadata.parse(upload.metadata) }) });
}

async function append(
  { services, asked, progress, held }: UploadDesk,
  { id, offset }: { readonly id: string; readonly offset: number },
): Promise<number> {
  const { kind, upload } = await progress(id);
  const hold = held();
  if (kind === "kept" || !hold) return offset;
  const { body = Readable.from([]), signal: enough } = asked;
  return appendResumable(services, upload, { hold, offset, body, enough });
}

async function remove({ services, asked, progress, held }: UploadDesk, id: string): Promise<void> {
  const { kind } = await progress(id);
  const { tenant } = asked.caller;
  const hold = held();
  if (kind === "on-its-way" && hold) return removeResumable(services, { tenant, id }, hold);
  asked.demandErase();
  await forgetUpload(services, { tenant, id, actor: actorOf(asked.caller) });
}

/** What is known of an upload that has been kept, in the words of tus. */
function namesOf({ name, mediaType }: { name: string | null; mediaType: string | null }) {
  return { ...(name !== null && { filename: name }), ...(mediaType !== null && { filetype: mediaType }) };
}
