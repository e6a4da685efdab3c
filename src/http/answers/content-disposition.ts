/**
 * A `Content-Disposition` header (RFC 6266) for a file of any name: plain for old clients, exact for all others.
 * @param name null leaves it to the client
 */
export function contentDisposition(kind: "attachment" | "inline", name: string | null): string {
  const clean = (name ?? "").replace(/[\p{Cc}\p{Surrogate}]/gu, "").replace(/^.*[\\/]/, "");
  if (clean === "") return kind;
  const plain = clean.replace(/[^\x20-\x7e]|["%\\]/g, "_");
  // What RFC 5987 does not allow bare, though `encodeURIComponent` leaves it.
  const exact = encodeURIComponent(clean).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/** The name of a file without its last extension. */
export const withoutExtension = (name: string): string => name.replace(/(?<=.)\.[^.]{1,8}$/, "");
