import { MIMEType } from "node:util";

const LONGEST = 200;

/**
 * The name a server gives a file: that of its `content-disposition`, else the end of the address's path.
 * One segment without control characters and at most 200 characters long; null when nothing is left.
 */
export function announcedName({ disposition, url }: { disposition: string | null; url: URL }): string | null {
  return (
    sanitised(namedBy(disposition)) ?? sanitised(percentDecoded(url.pathname.slice(url.pathname.lastIndexOf("/") + 1)))
  );
}

function namedBy(disposition: string | null): string {
  if (disposition === null) return "";
  const parameters = parametersOf(disposition);
  // RFC 6266: charset'language'percent-encoded, and stronger than the plain one.
  const [, encoded] = /^utf-8'[^']*'(.*)$/i.exec(parameters?.get("filename*") ?? "") ?? [];
  return encoded === undefined ? utf8Of(parameters?.get("filename") ?? "") : percentDecoded(encoded);
}

function parametersOf(disposition: string): MIMEType["params"] | null {
  try {
    // Its parameters are written like those of a media type, quotes and all.
    return new MIMEType(`x/${disposition.trim()}`).params;
  } catch {
    return null;
  }
}

/** Header bytes come as one character each, and many servers write UTF-8 where only ASCII is allowed. */
function utf8Of(text: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "latin1"));
  } catch {
    return text;
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sanitised(name: string): string | null {
  const segment = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  const plain = segment
    .replace(/\p{C}/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  // The end is kept: the extension is there.
  return plain === "" ? null : [...plain].slice(-LONGEST).join("");
}
