import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { Failure } from "../../../domain/failure.ts";
import { insteadWarning } from "../../../onnx/provider.ts";
import { isShortOfMemory } from "../../../onnx/short-of-memory.ts";
import type { ProcessLoss } from "../../host/host-child.ts";
import { type GivenMeans, tooLittleMemory } from "./footing.ts";
import { lesserMeans, type Means, onProcessor, shortMemoryWarning } from "./means.ts";

export interface ProcessMeansOptions {
  /** Named in failures. */
  readonly name: string;
  readonly means: Means;
  /** What whoever asks is told. */
  readonly warnings: readonly string[];
  /** Threads of one process. */
  readonly threads: number;
  readonly memoryMb: number | undefined;
}

/** What the processes of a model are given: less after one that died for want of memory, or of its provider. */
export interface ProcessMeans {
  /** For the next process that is started. */
  given(): GivenMeans;
  /** Takes a step down where that may help. Gives a failure where the same again would end the same way. */
  readonly onLoss: (loss: ProcessLoss) => Failure | undefined;
}

/** @param kills how many processes the system has ended for want of memory so far; undefined where it does not say */
export function processMeans(
  { name, means: first, warnings: known, threads, memoryMb }: ProcessMeansOptions,
  kills: () => number | undefined = systemKills,
): ProcessMeans {
  let means = first;
  let warnings = known;
  let killsBefore = kills();

  function systemKilled(): boolean {
    const before = killsBefore;
    killsBefore = kills();
    return killsBefore === undefined || killsBefore !== before;
  }

  function change(next: Means, warning: string): void {
    means = next;
    warnings = [...warnings, warning];
  }

  return {
    given() {
      const { provider, batchWindows } = means;
      return { place: { provider, threads, scratch: tmpdir() }, batchWindows, warnings, memoryMb };
    },
    onLoss(loss) {
      const isShort = diedShortOfMemory(loss, systemKilled());
      if (means.provider !== "cpu" && !loss.wasLoaded) {
        const cause = `its process ended with ${loss.exit}`;
        change(onProcessor(first.batchWindows), insteadWarning(means.provider, cause));
        return undefined;
      }
      if (!isShort) return undefined;
      const next = lesserMeans(means, first.batchWindows);
      if (next) change(next, shortMemoryWarning(means, next));
      // Other programs leave the machine; a limit stays.
      else if (memoryMb !== undefined)
        return new Failure("engine-failed", `${name} could not finish: ${tooLittleMemory(memoryMb)}`);
      return undefined;
    },
  };
}

/** V8 and C++ abort where they get no memory. */
function diedShortOfMemory({ exit, said }: ProcessLoss, wasSystem: boolean): boolean {
  return exit === "SIGABRT" || (exit === "SIGKILL" && wasSystem) || isShortOfMemory(said);
}

/** Anybody may kill a process; Linux counts those it ended itself because memory ran out. */
function systemKills(): number | undefined {
  try {
    const count = /^oom_kill (\d+)$/m.exec(readFileSync("/proc/vmstat", "utf8"))?.[1];
    return count === undefined ? undefined : Number(count);
  } catch {
    return undefined;
  }
}
