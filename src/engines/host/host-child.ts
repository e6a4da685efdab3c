import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Failure } from "../../domain/failure.ts";
import { childEnvironment } from "../../processes/child-environment.ts";
import { oneLine } from "./one-line.ts";
import { programUnder } from "./program-under.ts";
import type { HostReply, HostRequest } from "./protocol.ts";
import { type Watchdog, watchdog } from "./watchdog.ts";

export interface HostOptions {
  /** Named in failures, for example `onnx/whisper-base`. */
  readonly name: string;
  /** File URL of a module that exports `load`. */
  readonly module: string;
  /** Given to `load`; must survive structured cloning. Read anew whenever a process is started. */
  readonly settings: unknown;
  /** Without a sign of work for this long while there is work, the process is killed and `engine-lost` thrown. */
  readonly stallMs: number;
  /** The most memory a process may take for data, in megabytes. Held on Linux alone. */
  readonly memoryMb?: number | undefined;
  /** Called when a process has ended by itself. Its askers hear the failure that comes back, or that it was lost. */
  readonly onLoss?: ((loss: ProcessLoss) => Failure | undefined) | undefined;
}

/** How a process ended that nobody here ended. */
export interface ProcessLoss {
  readonly exit: number | NodeJS.Signals | null;
  /** The end of what it wrote to its standard error. */
  readonly said: string;
  /** Whether its model had been loaded. */
  readonly wasLoaded: boolean;
}

/** One child process, from its start to its end, with the questions it still owes answers to. */
export interface HostChild {
  readonly pid: number | undefined;
  readonly isAlive: boolean;
  /** Sends a question. The answer streams its events and ends, or is destroyed with the failure. */
  ask(input: unknown, urgency: number): { readonly id: number; readonly answer: Readable };
  /**
   * Ends an answer at once and has its question stopped. One that does not stop by itself takes the process with it:
   * within a second where the process works for nobody else, within the stall limit where it does.
   */
  cancel(id: number, reason: Error): void;
  isOpen(id: number): boolean;
  /** Until its model is loaded. @throws {Failure} `engine-unavailable`, `engine-lost` when it ends before that */
  readonly loaded: Promise<void>;
  /** Waits while only cancelled questions are being stopped: they may yet take the process with them. */
  quiet(signal: AbortSignal): Promise<void>;
  /** Kills the process and waits until it is gone. */
  kill(): Promise<void>;
}

const ENTRY = new URL(`./host-process${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
const CANCEL_GRACE_MS = 1_000;
/** Room for the stack of native code that follows the line with the cause. */
const STDERR_TAIL = 8_000;

interface State {
  readonly name: string;
  readonly child: ChildProcess;
  readonly open: Map<number, Readable>;
  /** Those of the open questions that nobody waits for any more. */
  readonly cancelled: Set<number>;
  /** Says `settled` whenever a question is closed. */
  readonly news: EventEmitter;
  readonly dog: Watchdog;
  readonly stallMs: number;
  /** Why it is being killed, where we are the ones who do it. */
  cause: Failure | undefined;
  isLoaded: boolean;
  questions: number;
}

/** Says on the emitter how loading ended: a failure, or nothing. */
const LOADED = "loaded";

/** Starts a host process and has it load its model. */
export function startHostChild({ name, module, settings, stallMs, memoryMb, onLoss }: HostOptions): HostChild {
  const child = fork(ENTRY, [], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    ...programUnder(memoryMb),
    env: childEnvironment(),
  });
  const onStall = (why: string) =>
    end(state, new Failure("engine-lost", `The engine process of ${name} ${why} and was ended`));
  const state: State = {
    name,
    child,
    open: new Map(),
    cancelled: new Set(),
    // As many listeners as there are questions that wait.
    news: new EventEmitter().setMaxListeners(0),
    dog: watchdog({ stallMs, onStall }),
    stallMs,
    cause: undefined,
    isLoaded: false,
    questions: 0,
  };
  let isClosing = false;
  const stderr = tailOf(child);
  const loaded = once(state.news, LOADED).then(([failure]) => {
    if (failure) throw failure;
  });
  // Who asks is told of it too.
  loaded.catch(() => {});
  child.on("message", (reply: HostReply) => hear(state, reply));
  child.on("error", (cause) => {
    // A process that could not be started has no exit to wait for.
    if (child.pid === undefined) bury(state, notStarted(name, cause));
    else child.kill("SIGKILL");
  });
  child.on("exit", (code, signal) => {
    const exit = code ?? signal;
    const why = isClosing || state.cause ? undefined : onLoss?.({ exit, said: stderr(), wasLoaded: state.isLoaded });
    bury(state, state.cause ?? why ?? lost(name, exit, stderr()));
  });
  // A model that hangs while it is loaded must not be waited for for ever.
  state.dog.busy(true);
  send(child, { type: "load", module, settings });
  return {
    pid: child.pid,
    get isAlive() {
      return child.pid !== undefined && state.cause === undefined && isRunning(child);
    },
    ask: (input, urgency) => ask(state, input, urgency),
    cancel: (id, reason) => cancel(state, id, reason),
    isOpen: (id) => state.open.has(id),
    loaded,
    quiet: (signal) => quiet(state, signal),
    async kill() {
      if (child.pid === undefined || !isRunning(child)) return;
      const gone = once(child, "exit");
      isClosing = true;
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function ask(state: State, input: unknown, urgency: number): { id: number; answer: Readable } {
  const id = ++state.questions;
  const answer = new Readable({ objectMode: true, read() {} });
  state.open.set(id, answer);
  state.dog.busy(true);
  send(state.child, { type: "coming" });
  send(state.child, { type: "run", id, input, urgency });
  return { id, answer };
}

function cancel(state: State, id: number, reason: Error): void {
  const { child, open, cancelled } = state;
  if (!open.has(id) || cancelled.has(id)) return;
  open.get(id)?.destroy(reason);
  cancelled.add(id);
  send(child, { type: "cancel", id });
  insist(state, id);
}

/**
 * Sees a cancelled question stopped. Its asker has been told already; this is about the cores, which a fresh process frees
 * at the price of loading the model again, and of all that was computed for others. Those are worth more: where there are
 * any, it has the time of the longest native call, since a process hears nothing in the middle of one.
 */
function insist(state: State, id: number): void {
  const begun = Date.now();
  const timer = setInterval(() => {
    const mayTakeMs = isOnlyStopping(state) ? 0 : state.stallMs;
    if (state.open.has(id) && Date.now() - begun <= mayTakeMs) return;
    clearInterval(timer);
    if (!state.open.has(id)) return;
    end(
      state,
      new Failure("engine-lost", `The engine process of ${state.name} did not let a question go and was ended`),
    );
  }, CANCEL_GRACE_MS);
  timer.unref();
}

const isOnlyStopping = ({ open, cancelled }: State): boolean => cancelled.size > 0 && cancelled.size === open.size;

async function quiet(state: State, signal: AbortSignal): Promise<void> {
  try {
    while (isOnlyStopping(state)) await once(state.news, "settled", { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

function hear(state: State, reply: HostReply): void {
  state.dog.seen();
  if (reply.type === "loaded") {
    state.isLoaded = true;
    state.dog.busy(state.open.size > 0);
    state.news.emit(LOADED);
  }
  if (reply.type === "event") state.open.get(reply.id)?.push(reply.event);
  if (reply.type === "done") settle(state, reply.id);
  // What a process says while it is being ended is no news.
  if (reply.type !== "failed" || state.cause) return;
  const why = oneLine(reply.message);
  if (reply.id === null) end(state, new Failure("engine-unavailable", `${state.name} could not be loaded: ${why}`));
  else settle(state, reply.id, new Failure("engine-failed", `${state.name} could not finish: ${why}`));
}

function settle({ open, cancelled, news, dog }: State, id: number, failure?: Failure): void {
  const answer = open.get(id);
  open.delete(id);
  cancelled.delete(id);
  news.emit("settled");
  dog.busy(open.size > 0);
  if (failure) answer?.destroy(failure);
  else answer?.push(null);
}

/** Its askers hear the cause when the process is gone. */
function end(state: State, cause: Failure): void {
  state.cause = cause;
  state.child.kill("SIGKILL");
}

function bury({ open, cancelled, news, dog }: State, failure: Failure): void {
  dog.stop();
  news.emit(LOADED, failure);
  for (const answer of open.values()) answer.destroy(failure);
  open.clear();
  cancelled.clear();
  news.emit("settled");
}

function send(child: ChildProcess, request: HostRequest): void {
  // A message to a process that is just ending fails here; its exit handler tells the askers.
  if (child.connected) child.send(request, () => {});
}

function tailOf(child: ChildProcess): () => string {
  let tail = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-STDERR_TAIL);
  });
  return () => tail;
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

function notStarted(name: string, cause: Error): Failure {
  const code = "code" in cause ? ` (${cause.code})` : "";
  return new Failure("engine-lost", `The engine process of ${name} could not be started${code}`, { cause });
}

function lost(name: string, exit: number | string | null, stderr: string): Failure {
  // Node ends its report of a crash with its own version; the cause stands in the line that names the error.
  const lines = stderr.split("\n").filter(Boolean);
  const why = oneLine(lines.findLast((line) => /error\b/i.test(line)) ?? lines.at(-1) ?? "");
  return new Failure(
    "engine-lost",
    `The engine process of ${name} ended unexpectedly (${exit})${why ? `: ${why}` : ""}`,
  );
}
