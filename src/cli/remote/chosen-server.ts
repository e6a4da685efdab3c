import { readConfig } from "../../config.ts";
import { findService } from "../../data-directory/find-service.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type ServiceClient, serviceClient } from "./service-client.ts";

/** The flag of every command that asks a service. */
export const SERVER_FLAG = { server: { type: "string" } } as const;

/** Where `scribewell serve` listens when nothing else is said. */
const USUAL = "http://127.0.0.1:8000";

/**
 * The service a person means: that of the flag, else of SERVER_URL, else the one that runs on DATA_DIR, else the usual
 * address of this machine.
 * @throws {Failure} `url-invalid`, `settings-invalid`
 */
export async function chosenServer(
  flag: string | undefined,
  { environment }: Pick<Terminal, "environment">,
): Promise<ServiceClient> {
  const { SERVER_URL, SERVER_KEY, DATA_DIR } = readConfig(environment);
  if (flag !== undefined) return serviceClient(flag, SERVER_KEY);
  // A data directory that cannot be looked into is no reason not to try the usual address.
  return serviceClient(SERVER_URL ?? (await findService(DATA_DIR).catch(() => null)) ?? USUAL, SERVER_KEY);
}
