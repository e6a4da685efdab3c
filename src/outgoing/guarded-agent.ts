import { ADDRCONFIG, type LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { Failure } from "../domain/failure.ts";
import { addressCheck, type Networks } from "./networks.ts";

/** Finds the IP addresses of a name. Asked once for each connection, and what it answers is what is connected to. */
export type ResolveName = (name: string) => Promise<readonly { readonly address: string }[]>;

export interface GuardOptions {
  readonly networks: Networks;
  /** The system's own resolver by default. */
  readonly resolve?: ResolveName;
  /** Time for one connection to be made. */
  readonly connectMs: number;
}

/**
 * Opens connections to addresses that `networks` has, and to no other. The check sits where the connection is made, after
 * the name is resolved, so a name that resolves otherwise the next time gains nothing. A name is refused when any of
 * its addresses is. Reads no proxy setting. A refused request fails with `Failure` `url-refused` as its cause, which
 * does not tell the address.
 * @throws {Failure} `settings-invalid` when an allowed network is none.
 */
export function guardedAgent({ networks, resolve = resolveBySystem, connectMs }: GuardOptions): Agent {
  const allows = addressCheck(networks);
  const connect = buildConnector({
    lookup: checkedLookup(allows, resolve),
    timeout: connectMs,
    autoSelectFamily: true,
    // The usual quarter of a second gives up on servers that are merely far away.
    autoSelectFamilyAttemptTimeout: 1_000,
  });
  return new Agent({
    connect: (target, done) => {
      // Never looked up, because there is nothing to find.
      if (isIP(target.hostname) !== 0 && !allows(target.hostname)) return done(refusedHost(target.hostname), null);
      connect(target, done);
    },
    // Whoever asks measures the time.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
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
