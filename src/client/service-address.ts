import { Failure } from "../domain/failure.ts";

/** Where a service is, and how it is asked. */
export interface ServiceAddress {
  /** For people and messages: without a password. */
  readonly shown: string;
  /** The address of a path below it, as `api/v1/jobs`. */
  at(path: string, query?: Readonly<Record<string, string | undefined>>): URL;
  /** What every request carries. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads the address of a service: `http://transcribe.example.org:8000`, with a path where a proxy gives it one, with
 * `user:password@` where a proxy asks for that. Without a scheme it is http.
 * @param key what the service wants to know its callers by, beside what a proxy before it asks for
 * @throws {Failure} `url-invalid`
 */
export function serviceAddress(text: string, key?: string): ServiceAddress {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!/^https?:/i.test(written) || !URL.canParse(written))
    throw new Failure("url-invalid", `"${text}" is no address of a service. Give one such as http://127.0.0.1:8000.`);
  const { origin, pathname, username, password } = new URL(written);
  const shown = `${origin}${pathname}`.replace(/\/+$/, "");
  return {
    shown,
    at(path, query = {}) {
      const url = new URL(`${shown}/${path}`);
      for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
      return url;
    },
    headers: {
      ...(username !== "" && { authorization: basicAuthorization(username, password) }),
      ...(key !== undefined && { "x-api-key": key }),
    },
  };
}

function basicAuthorization(username: string, password: string): string {
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(both).toString("base64")}`;
}
