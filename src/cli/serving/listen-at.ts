import type { AddressInfo } from "node:net";
import { Failure } from "../../domain/failure.ts";
import { codeOf } from "../../domain/system-errors.ts";
import type { createApp } from "../../http/app.ts";

/** Where to listen, and what a person changes where that cannot be. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** The setting that has the host. */
  readonly hostSetting: string;
  /** What has the port: a flag or a setting. */
  readonly portSetting: string;
}

/**
 * Opens the app's port. Gives the address under which this machine reaches it.
 * @throws {Failure} `address-in-use`, `settings-invalid`
 */
export async function listenAt(app: ReturnType<typeof createApp>, address: ListenAddress): Promise<string> {
  try {
    await app.listen({ host: address.host, port: address.port });
  } catch (error) {
    throw notListening(error, address);
  }
  const { port } = app.server.address() as AddressInfo; // it listens on TCP
  const anywhere = address.host === "0.0.0.0" || address.host === "::";
  const host = anywhere ? "127.0.0.1" : address.host;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function notListening(error: unknown, { host, port, hostSetting, portSetting }: ListenAddress): unknown {
  const code = codeOf(error);
  const remedy = `Give another with ${portSetting}, or end what holds it.`;
  if (code === "EADDRINUSE")
    return new Failure("address-in-use", `Port ${port} of ${host} is taken by another program. ${remedy}`, {
      cause: error,
    });
  if (code === "EACCES")
    return new Failure("address-in-use", `Port ${port} may not be used by this user. Give one above 1023.`, {
      cause: error,
    });
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new Failure("settings-invalid", `${hostSetting} ${host} is no address of this machine.`, { cause: error });
  return error;
}
