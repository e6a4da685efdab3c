import { create } from "content-disposition";

/**
 * A `Content-Disposition` header (RFC 6266) for a file of any name: plain for old clients, exact for all others.
 * @param name null leaves it to the client
 */
export function contentDisposition(kind: "attachment" | "inline", name: string | null): string {
  const clean = (name ?? "").replace(/[\p{Cc}\p{Surrogate}]/gu, "").replace(/^.*[\\/]/s, "");
  return create(clean === "" ? undefined : clean, { type: kind });
}

/** The name of a file without its last extension. */
export const withoutExtension = (name: string): string => name.replace(/(?<=.)\.[^.]{1,8}$/, "");
