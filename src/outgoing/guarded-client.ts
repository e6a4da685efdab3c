import { ADDRCONFIG, type LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import http, { type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { urlToHttpOptions } from "node:url";
import { Failure } from "../domain/failure.ts";
import { isBlocked, refusedPort } from "./blocked-ports.ts";
import { addressCheck, type Networks } from "./networks.ts";

/** Finds the IP addresses of a name. Asked once for each connection, and what it answers is what is connected to. */
export type ResolveName = (name: string) => Promise<readonly { readonly address: string }[]>;

interface ClientOptions {
  readonly networks: Networks;
  /** The system's own resolver by default. */
  readonly resolve?: ResolveName;
}

interface Asked {
  readonly method: "GET" | "POST";
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string;
  /** Ends the request, and the answer too while it comes. */
  readonly signal: AbortSignal;
}

/** Asks addresses that users name, each time on a connection of its own. */
export interface GuardedClient {
  /**
   * The answer when its headers have come; no redirect is followed. Its body fails where it breaks off: read or destroy it.
   * @throws {Failure} `url-refused`
   * @throws the system's error where no answer comes
   */
  ask(url: URL, asked: Asked): Promise<IncomingMessage>;
  /** Ends its connections. */
  close(): void;
}

/**
 * Opens connections to addresses that `networks` has, and to no other. The check sits where the connection is made, after
 * the name is resolved, so a name that resolves otherwise the next time gains nothing. A name is refused when any of
 * its addresses is. Reads no proxy setting. What it refuses does not tell the address.
 * @throws {Failure} `settings-invalid` when an allowed network is none.
 */
export function guardedClient({ networks, resolve = resolveBySystem }: ClientOptions): GuardedClient {
  const allows = addressCheck(networks);
  const plain = new http.Agent();
  const secure = new https.Agent();
  const connecting = {
    lookup: checkedLookup(allows, resolve),
    autoSelectFamily: true,
    // The usual quarter of a second gives up on servers that are merely far away.
    autoSelectFamilyAttemptTimeout: 1_000,
  };
  return {
    async ask(url, { body, ...asked }) {
      const target = urlToHttpOptions(url);
      const { hostname = "" } = target;
      if (isBlocked(url)) throw refusedPort(url);
      // Never looked up, because there is nothing to find.
      if (isIP(hostname ?? "") !== 0 && !allows(hostname ?? "")) throw refusedHost(url.hostname);
      const options = { ...target, ...asked, ...connecting };
      const request =
        url.protocol === "https:"
          ? https.request({ ...options, agent: secure })
          : http.request({ ...options, agent: plain });
      // What breaks once the answer has begun, its body tells.
      request.on("error", () => undefined);
      const answering = once(request, "response");
      request.end(body);
      const [response] = (await answering) as [IncomingMessage]; // by Node's documentation of the event
      return response;
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function checkedLookup(allows: (address: string) => boolean, resolve: ResolveName): LookupFunction {
  const find = async (name: string): Promise<[LookupAddress, ...LookupAddress[]]> => {
    const found = await resolve(name);
    const [first, ...others] = found.map(({ address }) => ({ address, family: isIP(address) }));
    if (first === undefined) throw Object.assign(new Error("No address."), { code: "ENODATA" });
    if (!found.every(({ address }) => allows(address))) throw refusedHost(name);
    return [first, ...others];
  };
  return (name, { all }, done) => {
    find(name).then(
      (addresses) => (all ? done(null, addresses) : done(null, addresses[0].address, addresses[0].family)),
      (error) => done(error, []),
    );
  };
}

const resolveBySystem: ResolveName = (name) => lookup(name, { all: true, hints: ADDRCONFIG });

/** Says that a host is where nobody may reach into, and how that is changed. */
export function refusedHost(host: string): Failure {
  return new Failure(
    "url-refused",
    `${host} is in a network that this server does not connect to. Whoever runs this server can allow it with ALLOWED_NETWORKS.`,
  );
}
