import { availableParallelism, cpus, totalmem } from "node:os";

/** What figures were measured on; without it nobody can compare them. */
export interface Machine {
  readonly cpu: string;
  /** Processors this process may use. */
  readonly cores: number;
  readonly memoryBytes: number;
  readonly node: string;
  readonly version: string;
}

/** Describes this machine. `version` is that of the product. */
export function describeMachine(version: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.versions.node,
    version,
  };
}
