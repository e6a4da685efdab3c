import { Failure } from "../domain/failure.ts";

/**
 * Reads an address that may be asked, at least by its form.
 * @throws {Failure} `url-invalid`: no address, not http or https, or with a name and password in it.
 */
export function readUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new Failure("url-invalid", "That is no complete address. Give one that begins with https://");
  const url = new URL(text);
  const fault = faultOf(url);
  if (fault !== null) throw new Failure("url-invalid", `The address ${fault}. Give an https:// or http:// address.`);
  return url;
}

/**
 * Follows a redirect by one step.
 * @throws {Failure} `url-refused` when it leads to where no recording may be fetched from.
 */
export function redirectedUrl(from: URL, location: string): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : null;
  const fault = url === null ? "is unreadable" : faultOf(url);
  if (url !== null && fault === null) return url;
  throw new Failure(
    "url-refused",
    `${from.host} redirects, and the address it names ${fault}. Ask its owner for a direct link.`,
  );
}

function faultOf(url: URL): string | null {
  if (url.protocol !== "https:" && url.protocol !== "http:") return `has the scheme ${url.protocol.slice(0, -1)}`;
  // They would travel on in logs and redirects.
  return url.username === "" && url.password === "" ? null : "has a user name or password in it";
}
