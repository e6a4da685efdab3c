import type { ForkOptions } from "node:child_process";
import { loaderFlags } from "../../processes/child-environment.ts";

/** Whether a limit of memory holds here. */
export const LIMITS_MEMORY = process.platform === "linux";

/** Sets the limit in a shell. Fails, and says nothing, where a lower one holds already, which then goes on to hold. */
export const SET_LIMIT = 'ulimit -d "$0" 2>/dev/null';
/** Sets the limit, then becomes the program: the process is still the child that was started. */
export const UNDER_LIMIT = `${SET_LIMIT}; exec "$@"`;

/** What the shell is given as `$0`: kilobytes, or nothing where no limit is wanted or held. */
export const limitFor = (memoryMb: number | undefined): string =>
  memoryMb !== undefined && LIMITS_MEMORY ? String(Math.floor((memoryMb * 1e6) / 1024)) : "";

/**
 * How a child process of this Node is started under a limit of memory, in megabytes. The limit is of data (RLIMIT_DATA):
 * V8 sets aside far more addresses than it uses, so a limit of those would let no process start.
 */
export function programUnder(memoryMb: number | undefined): Pick<ForkOptions, "execPath" | "execArgv"> {
  const limit = limitFor(memoryMb);
  if (limit === "") return { execArgv: loaderFlags() };
  return { execPath: "/bin/sh", execArgv: ["-c", UNDER_LIMIT, limit, process.execPath, ...loaderFlags()] };
}
