import { Failure } from "../../domain/failure.ts";
import { type HostChild, type HostOptions, startHostChild } from "./host-child.ts";

/** A supervised child process that holds one loaded model. It is started when needed and again after its death. */
export interface Host<Input, Event> {
  /**
   * Puts one question. Equally urgent ones are answered one after another, in the order in which they were put. A more
   * urgent one (a higher number; 0 when left out) goes first, and pauses one that is being answered at its next step:
   * that goes on after it, and has the same answer as without. However many more urgent ones come, a question that has
   * waited for some dozens of their steps gets every fourth.
   * @throws {Failure} `engine-unavailable` when the model does not load, `engine-lost` when the process died or hung:
   * the next question starts a new one. `engine-failed` when the model itself gave up. Ends with `signal.reason`
   * within 2 s of an abort, and leaves the other questions alone.
   */
  ask(input: Input, signal: AbortSignal, options?: { urgency?: number | undefined }): AsyncIterable<Event>;

  /** Starts the process and has it load its model, so that the first question does not wait for that. */
  warm(): void;

  /** As `warm`, and waits for it. @throws {Failure} `engine-unavailable`, `engine-lost` */
  load(): Promise<void>;

  /** Ends the process. The next question starts another. */
  unload(): Promise<void>;

  /** Process id while one runs. */
  readonly pid: number | undefined;

  /** Kills the process and waits until it is gone. May be called twice. */
  close(): Promise<void>;
}

/** Opens a host. No process runs until the first question. */
export function modelHost<Input, Event>(options: HostOptions): Host<Input, Event> {
  let child: HostChild | undefined;
  let closed = false;

  function living(): HostChild {
    if (closed) throw new Failure("engine-failed", `The engine process of ${options.name} has been closed`);
    if (!child?.isAlive) child = startHostChild(options);
    return child;
  }

  async function* ask(
    input: Input,
    signal: AbortSignal,
    { urgency = 0 }: { urgency?: number | undefined } = {},
  ): AsyncIterable<Event> {
    signal.throwIfAborted();
    await child?.quiet(signal);
    signal.throwIfAborted();
    const asked = living();
    const { id, answer } = asked.ask(input, urgency);
    const abort = () => asked.cancel(id, asError(signal.reason));
    signal.addEventListener("abort", abort, { once: true });
    try {
      yield* answer as AsyncIterable<Event>; // a Readable is untyped; only events of this question are pushed
    } finally {
      signal.removeEventListener("abort", abort);
      if (asked.isOpen(id)) asked.cancel(id, new Error("The reader left"));
    }
  }

  return {
    ask,
    warm: () => void (closed || living()),
    load: () => living().loaded,
    async unload() {
      const ended = child;
      // Who asks from now on starts another.
      child = undefined;
      await ended?.kill();
    },
    get pid() {
      return child?.isAlive ? child.pid : undefined;
    },
    async close() {
      closed = true;
      await child?.kill();
    },
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
