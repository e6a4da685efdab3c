import type { ForkOptions } from "node:child_process";
import { loaderFlags } from "../../processes/child-environment.ts";

/** Whether a limit of memory holds here. */
export const LIMITS_MEMORY = process.platform === "linux";

/**
 * Sets the limit, then becomes the program: the process is still the child that was started. Setting it fails where a lower
 * one holds already, which then goes on to hold.
 */
const UNDER_LIMIT = 'ulimit -d "$0"; exec "$@"';

/**
 * How a child process of this Node is started under a limit of memory, in megabytes. The limit is of data (RLIMIT_DATA):
 * V8 sets aside far more addresses than it uses, so a limit of those would let no process start.
 */
export function programUnder(memoryMb: number | undefined): Pick<ForkOptions, "execPath" | "execArgv"> {
  if (memoryMb === undefined || !LIMITS_MEMORY) return { execArgv: loaderFlags() };
  const kilobytes = String(Math.floor((memoryMb * 1e6) / 1024));
  return { execPath: "/bin/sh", execArgv: ["-c", UNDER_LIMIT, kilobytes, process.execPath, ...loaderFlags()] };
}
