import { sql } from "kysely";
import type { Upload } from "../domain/upload.ts";
import type { BlobName } from "../ports/blob-store.ts";
import type { Database, Transaction } from "./schema.ts";

/** Writes an upload that lives so long from now on. Its content has to be in the store. @returns when it expires */
export async function insertUpload(
  within: Transaction,
  { id, tenant, key, digest, bytes, name, mediaType }: Omit<Upload, "expiresAt">,
  seconds: number,
): Promise<Date> {
  const { expiresAt } = await within
    .insertInto("uploads")
    .values({
      id,
      tenant_id: tenant,
      key_id: key,
      digest,
      bytes,
      name,
      media_type: mediaType,
      expires_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
    })
    .returning("expires_at as expiresAt")
    .executeTakeFirstOrThrow();
  return expiresAt;
}

/** An upload of a tenant that has not expired, or nothing. It stays until the transaction ends. */
export async function lockUpload(within: Transaction, name: UploadName): Promise<Upload | undefined> {
  return read(await selectUpload(within, name).forShare().executeTakeFirst(), name);
}

/** The same without seeing to it that it stays. */
export async function findUpload(db: Database, name: UploadName): Promise<Upload | undefined> {
  return read(await selectUpload(db, name).executeTakeFirst(), name);
}

interface UploadName {
  readonly tenant: string;
  readonly id: string;
}

const selectUpload = (db: Database | Transaction, { tenant, id }: UploadName) =>
  db
    .selectFrom("uploads")
    .select(["key_id as key", "digest", "bytes", "name", "media_type as mediaType", "expires_at as expiresAt"])
    .where("id", "=", id)
    .where("tenant_id", "=", tenant)
    .where("expires_at", ">", (eb) => eb.fn<Date>("now"));

type UploadRow = Omit<Upload, keyof UploadName | "bytes"> & { readonly bytes: string | number };

const read = (row: UploadRow | undefined, { tenant, id }: UploadName): Upload | undefined =>
  row && { ...row, id, tenant, bytes: Number(row.bytes) };

/** Forgets an upload of a tenant. @returns its content, which may be wanted by others, or nothing where there is none */
export async function deleteUpload(
  db: Database,
  { tenant, id }: { tenant: string; id: string },
): Promise<BlobName | undefined> {
  return db
    .deleteFrom("uploads")
    .where("id", "=", id)
    .where("tenant_id", "=", tenant)
    .returning(["tenant_id as tenant", "digest"])
    .executeTakeFirst();
}

/** Forgets so many of the uploads whose time is over. @returns their content, which may be wanted by others */
export async function forgetExpiredUploads(db: Database, most: number): Promise<BlobName[]> {
  const { rows } = await sql<BlobName>`
    delete from uploads where id = any (array(select id from uploads where expires_at <= now() limit ${most}))
    returning tenant_id as tenant, digest`.execute(db);
  return rows;
}
