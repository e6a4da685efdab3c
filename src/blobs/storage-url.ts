import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { Failure } from "../domain/failure.ts";

/** Which store keeps the recordings. */
export type StoragePlace =
  | Files
  | ({ readonly kind: "s3" } & z.infer<typeof S3Query> & InBucket)
  | ({ readonly kind: "gs" } & z.infer<typeof GsQuery> & InBucket);

/** Files of this machine, or of one that it shares with others. */
export interface Files {
  readonly kind: "files";
  /** null where none is named. */
  readonly directory: string | null;
}

/** A place in a bucket. */
export interface InBucket {
  readonly bucket: string;
  /** Where in the bucket; empty, or without a slash at its ends. */
  readonly prefix: string;
}

const KINDS = "file:, file:///DIRECTORY, s3://BUCKET/PREFIX or gs://BUCKET/PREFIX";
const BUCKET = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/;
const PREFIX = /^([\w-][\w.-]*(\/[\w-][\w.-]*)*)?$/;

const endpoint = z
  .string()
  .refine((text) => {
    const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
    return url !== null && url.username + url.password + url.search + url.hash === "";
  }, "must have an http(s) address without user, password or query as endpoint")
  .transform((text) => text.replace(/\/+$/, ""));
// Names of keys: of Amazon (an ARN, an id, an alias) and of Google (a path).
const kmsKey = z.string().regex(/^[\w:/.@-]+$/, "must have the name of an encryption key as kmsKey");

const S3Query = z
  .strictObject({
    region: z
      .string()
      .regex(/^[a-z0-9-]+$/, "must have the name of a region, such as eu-central-1, as region")
      .optional(),
    endpoint: endpoint.optional(),
    pathStyle: z
      .enum(["true", "false"], "must have true or false as pathStyle")
      .transform((text) => text === "true")
      .optional(),
    encryption: z.enum(["AES256", "aws:kms"], "must have AES256 or aws:kms as encryption").optional(),
    kmsKey: kmsKey.optional(),
  })
  .refine(({ kmsKey, encryption }) => kmsKey === undefined || encryption === "aws:kms", {
    error: "must have encryption=aws:kms beside a kmsKey",
    // Beside other wrong parts too: all are named at once.
    when: () => true,
  });
const GsQuery = z.strictObject({ endpoint: endpoint.optional(), kmsKey: kmsKey.optional() });

/** The address of a store: a directory, or a place in a bucket. A complaint repeats nothing of it but names of parts. */
export const storageUrl = z.string().transform((text, context): StoragePlace => {
  const read = placeAt(text);
  if (!Array.isArray(read)) return read;
  for (const message of read) context.addIssue({ code: "custom", message });
  return z.NEVER;
});

/**
 * Which store an address names.
 * @throws {Failure} `settings-invalid`, naming all that is wrong with it and none of what may be secret
 */
export function parseStorageUrl(text: string): StoragePlace {
  const read = placeAt(text);
  if (!Array.isArray(read)) return read;
  throw new Failure("settings-invalid", `The address of the store ${read.join("; ")}.`);
}

function placeAt(text: string): StoragePlace | string[] {
  const url = /^(file|s3|gs):/i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null) return [`must be ${KINDS}`];
  if (url.username + url.password !== "")
    return ["must have no user or password: docs/storage.md says where credentials are looked for"];
  if (url.hash !== "") return ["must have no # in it"];
  if (url.protocol === "file:") return filesAt(text, url);
  const place = { bucket: url.host, prefix: url.pathname.replace(/^\/+|\/+$/g, "") };
  const query = Object.fromEntries(url.searchParams);
  const complaints = [
    ...(BUCKET.test(place.bucket) ? [] : ["must name a bucket, such as s3://my-bucket/recordings"]),
    ...(PREFIX.test(place.prefix)
      ? []
      : ["must have a prefix of letters, digits, -, _ and ., with / between its parts"]),
    ...(url.searchParams.size > Object.keys(query).length ? ["must not say the same thing twice"] : []),
  ];
  return url.protocol === "s3:"
    ? completed({ kind: "s3" as const, ...place }, S3Query.safeParse(query), complaints)
    : completed({ kind: "gs" as const, ...place }, GsQuery.safeParse(query), complaints);
}

function completed<Place extends object, Query extends object>(
  place: Place,
  query: z.ZodSafeParseResult<Query>,
  complaints: readonly string[],
): (Place & Query) | string[] {
  if (!query.success) return [...complaints, ...query.error.issues.flatMap(complaintsOf)];
  return complaints.length > 0 ? [...complaints] : { ...place, ...query.data };
}

function complaintsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== "unrecognized_keys") return [issue.message];
  // What stands where a name should may be anything: only what reads like a name is repeated.
  return issue.keys.map((key) => `must not have ${/^[a-z][a-z-]{0,30}$/i.test(key) ? key : "something unknown"} in it`);
}

function filesAt(text: string, url: URL): StoragePlace | string[] {
  if (/^file:(\/\/)?$/i.test(text)) return { kind: "files", directory: null };
  if (!/^file:\/\/\//i.test(text) || url.search !== "") return ["must name a directory as file:///DIRECTORY"];
  return { kind: "files", directory: resolve(fileURLToPath(url)) };
}
