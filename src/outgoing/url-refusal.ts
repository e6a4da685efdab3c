import { isIP } from "node:net";
import type { CheckUrl } from "../ports/recordings.ts";
import { isBlocked, refusedPort } from "./blocked-ports.ts";
import { refusedHost } from "./guarded-client.ts";
import { addressCheck, type Networks } from "./networks.ts";
import { readUrl } from "./url-check.ts";

/**
 * Refuses, before anything is asked of it, what a connection would surely be refused to. Names are not looked up: what
 * they lead to is found out where the connection is made.
 * @throws {Failure} `settings-invalid` when an allowed network is none
 */
export function urlRefusal(networks: Networks): CheckUrl {
  const allows = addressCheck(networks);
  return (address) => {
    const url = readUrl(address);
    if (isBlocked(url)) throw refusedPort(url);
    const written = writtenAddresses(url.hostname);
    if (written.length > 0 && !written.some(allows)) throw refusedHost(url.hostname);
  };
}

/** The addresses that a host can stand for without being looked up; none for a name of the public kind. */
function writtenAddresses(hostname: string): string[] {
  if (/^(.+\.)?localhost\.?$/.test(hostname)) return ["127.0.0.1", "::1"];
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) === 0 ? [] : [bare];
}
