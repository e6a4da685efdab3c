import { ScribewellError } from "./scribewell-error.ts";

/** Where a service is. */
export interface ServiceAddress {
  /** For people and messages: without a password. Ends without a slash. */
  readonly shown: string;
  /** The address of a path below it, as `api/v1/jobs`. */
  at(path: string, query?: Readonly<Record<string, string | undefined>>): URL;
  /** What a proxy before it asks for. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads the address of a service: `http://transcribe.example.org:8000`, with a path where a proxy gives it one, with
 * `user:password@` where a proxy asks for that. Without a scheme it is http.
 * @throws {ScribewellError} `url-invalid`
 */
export function serviceAddress(text: string): ServiceAddress {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!/^https?:/i.test(written) || !URL.canParse(written)) {
    const detail = `"${withoutUser(text)}" is no address of a service. Give one such as http://127.0.0.1:8000.`;
    throw new ScribewellError("url-invalid", detail);
  }
  const { origin, pathname, username, password } = new URL(written);
  const shown = `${origin}${pathname}`.replace(/\/+$/, "");
  return {
    shown,
    at(path, query = {}) {
      const url = new URL(`${shown}/${path}`);
      for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
      return url;
    },
    headers: username === "" ? {} : { authorization: basicAuthorization(username, password) },
  };
}

/** What stands before the last @ may be a password, in whatever way the rest is wrong. */
const withoutUser = (text: string): string => text.slice(text.lastIndexOf("@") + 1);

function basicAuthorization(username: string, password: string): string {
  const both = new TextEncoder().encode(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return `Basic ${btoa(String.fromCodePoint(...both))}`;
}
