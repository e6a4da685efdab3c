import { Failure, type FailureCode } from "../../domain/failure.ts";
import { ResultNotRead, say, type Terminal } from "./terminal.ts";

/** Done; the work failed; the command was used wrongly. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2 } as const;

/** Says a failure in one line, after the name of what it happened to, with its code. A bug says how to see its trace. */
export function sayFailure(terminal: Pick<Terminal, "stderr" | "environment">, error: unknown, about?: string): void {
  const prefix = about === undefined ? "scribewell" : `scribewell: ${about}`;
  const trace = isTraceWanted(terminal.environment);
  if (error instanceof Failure) say(terminal, `${prefix}: ${error.message} [${error.code}]`);
  else say(terminal, `${prefix}: ${bugLine(error, trace)}`);
  if (trace) terminal.stderr.write(`${traceOf(error)}\n`);
}

/** The exit code that a failure asks for. */
export function exitCodeOf(error: unknown): number {
  return error instanceof Failure && error.fault === "use" ? EXIT.wrongUse : EXIT.failed;
}

/** Failures that every further recording would meet as well. */
const NOT_ABOUT_ONE_RECORDING: ReadonlySet<FailureCode> = new Set([
  "decoder-unavailable",
  "engine-unavailable",
  "model-unknown",
  "model-unavailable",
  "model-corrupt",
  "language-unsupported",
  "task-unsupported",
  "option-invalid",
  "output-unwritable",
  "disk-full",
  "service-unreachable",
  "database-unavailable",
  "queue-unavailable",
  "storage-unavailable",
  "service-stopping",
  "server-busy",
  "host-refused",
  "origin-refused",
  "route-not-found",
]);

/** Whether there is no use in going on with the next recording after this. */
export function stopsEverything(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted || error instanceof ResultNotRead) return true;
  return error instanceof Failure && NOT_ABOUT_ONE_RECORDING.has(error.code);
}

const isTraceWanted = (environment: Terminal["environment"]) =>
  !["", "0", undefined].includes(environment.SCRIBEWELL_TRACE);

function bugLine(error: unknown, trace: boolean): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `this is a bug in Scribewell (${what}).${trace ? "" : " Run it again with SCRIBEWELL_TRACE=1 to see where."}`;
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${traceOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
