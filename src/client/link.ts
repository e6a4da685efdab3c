import { type ServiceAddress, serviceAddress } from "./service-address.ts";

/** Where a service is and how it is asked. */
export interface Link {
  readonly address: ServiceAddress;
  readonly fetch: typeof globalThis.fetch;
  /** What every request carries. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface LinkOptions {
  /** `https://transcribe.example.org`, with a path or `user:password@` where a proxy wants that. */
  readonly url: string;
  /** Where the service asks for one. */
  readonly key?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** More of them, for each request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** @throws {ScribewellError} `url-invalid` */
export function linkTo({ url, key, fetch = globalThis.fetch, headers }: LinkOptions): Link {
  const address = serviceAddress(url);
  return {
    address,
    // A browser's own fetch may be called on nothing but its window.
    fetch: (input, init) => fetch(input, init),
    headers: { ...address.headers, ...(key !== undefined && { "x-api-key": key }), ...headers },
  };
}
