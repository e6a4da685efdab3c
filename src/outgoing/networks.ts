import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { Failure } from "../domain/failure.ts";
import { isNetwork } from "./is-network.ts";

/**
 * Where connections may be made to. `any` is for a person's own machine. A service takes the other: the public
 * internet, and beside it only the networks in `allowed`, written like `10.20.0.0/16` or `fd00::/8`.
 */
export type Networks = "any" | { readonly allowed: readonly string[] };

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/**
 * Makes the question whether an IP address may be connected to. What is no IP address may not.
 * @throws {Failure} `settings-invalid` when an allowed network is none.
 */
export function addressCheck(networks: Networks): (address: string) => boolean {
  if (networks === "any") return () => true;
  const allowed = networks.allowed.map(readNetwork);
  return (text) => {
    if (isIP(text) === 0) return false;
    const address = ipaddr.parse(text);
    const target = targetOf(address);
    return allowed.some((network) => contains(network, address) || contains(network, target)) || isPublic(target);
  };
}

const GLOBAL_UNICAST: Network = ipaddr.parseCIDR("2000::/3");
// Answers to virtual machines on Azure alone, with their secrets, and looks like any other address.
const AZURE_PLATFORM: Network = ipaddr.parseCIDR("168.63.129.16/32");

function isPublic(address: Address): boolean {
  if (address.range() !== "unicast") return false;
  // The range is a rest: it holds what nobody has been given yet, and ::127.0.0.1 of old.
  return address.kind() === "ipv6" ? contains(GLOBAL_UNICAST, address) : !contains(AZURE_PLATFORM, address);
}

const NAT64: Network = ipaddr.parseCIDR("64:ff9b::/96");
const MAPPED: Network = ipaddr.parseCIDR("::ffff:0:0/96");

/** Whoever connects to an IPv4 address written as an IPv6 one arrives at the IPv4 address. */
function targetOf(address: Address): Address {
  const wraps = contains(MAPPED, address) || contains(NAT64, address);
  return wraps ? ipaddr.fromByteArray(address.toByteArray().slice(-4)) : address;
}

function contains(network: Network, address: Address): boolean {
  return network[0].kind() === address.kind() && address.match(network);
}

function readNetwork(text: string): Network {
  if (isNetwork(text)) return ipaddr.parseCIDR(text);
  throw new Failure(
    "settings-invalid",
    `ALLOWED_NETWORKS has "${text}", which is no network. Write it like 10.20.0.0/16 or fd00::/8.`,
  );
}
