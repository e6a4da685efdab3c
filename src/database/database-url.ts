import { join, resolve } from "node:path";
import { z } from "zod";

/** Which database: the one in this process, kept in a directory, or a server. */
export type DatabasePlace =
  | { readonly kind: "embedded"; readonly directory: string | null }
  | { readonly kind: "server"; readonly url: string };

const isServer = (text: string) => /^postgres(ql)?:\/\//i.test(text) && URL.canParse(text);
const isEmbedded = (text: string) => /^pglite:(?!\/\/)/i.test(text);

/** `pglite:` with or without a directory, or the address of a PostgreSQL server. */
export const databaseUrl = z
  .string()
  .refine(
    (text) => isServer(text) || isEmbedded(text),
    "must be postgres://user@host/database, or pglite:DIRECTORY for the one in this process",
  )
  .transform((text): DatabasePlace => {
    if (isServer(text)) return { kind: "server", url: text };
    const directory = text.slice("pglite:".length);
    return { kind: "embedded", directory: directory === "" ? null : resolve(directory) };
  });

/** The directory of an embedded database; where none is named it lies in the data directory. */
export const embeddedDirectory = (place: { readonly directory: string | null }, dataDirectory: string): string =>
  place.directory ?? join(dataDirectory, "db");
