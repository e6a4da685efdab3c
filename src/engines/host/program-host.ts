import { Failure } from "../../domain/failure.ts";
import { untilAborted } from "../../domain/until-aborted.ts";
import { oneLine } from "./one-line.ts";
import type { Program } from "./program.ts";
import { lastComplaint, programLost, watchWork } from "./program-watch.ts";

/** A program that was started, and how it is spoken to. */
export interface StartedProgram<Question, Answer> {
  readonly program: Program;
  /** Waits until its model is loaded. Whatever it throws is a model that cannot be. */
  greet(): Promise<void>;
  /** Asks one question at a time. Whatever it throws is a program that no longer answers. */
  ask(question: Question): Promise<Answer>;
}

export interface ProgramHostOptions<Question, Answer> {
  /** Named in failures, for example `whispercpp/whisper-base`. */
  readonly name: string;
  /** Without an answer or a sign of work for this long the program is killed and `engine-lost` thrown. */
  readonly stallMs: number;
  start(): Promise<StartedProgram<Question, Answer>>;
}

/** A supervised program that holds one loaded model. It is started when needed and again after its death. */
export interface ProgramHost<Question, Answer> {
  /**
   * Puts a question. The caller puts one at a time.
   * @throws {Failure} `engine-unavailable` when the model does not load, `engine-lost` when the program died or hung: the
   * next question starts a new one. An abort kills the program, and ends with `signal.reason` when it is gone.
   */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /** Starts the program and has it load its model, so that the first question does not wait for that. */
  warm(): void;
  /** As `warm`, and waits for it. @throws {Failure} `engine-unavailable`, `engine-lost` */
  load(): Promise<void>;
  /** Ends the program. The next question starts another. */
  unload(): Promise<void>;
  /** Of the program, while it runs. */
  pids(): number[];
  /** Kills the program and waits until it is gone. May be called twice. */
  close(): Promise<void>;
}

interface Running<Question, Answer> {
  /** From the moment it has been started. */
  program?: Program;
  /** When its model is loaded. */
  readonly ready: Promise<StartedProgram<Question, Answer>>;
  hasFailed: boolean;
}

/** Opens a host. No program runs until the first question. */
export function programHost<Question, Answer>(
  options: ProgramHostOptions<Question, Answer>,
): ProgramHost<Question, Answer> {
  const { name } = options;
  let running: Running<Question, Answer> | undefined;
  let closed = false;

  function living(): Running<Question, Answer> {
    if (closed) throw new Failure("engine-failed", `The engine process of ${name} has been closed`);
    if (running && !running.hasFailed && running.program?.isAlive !== false) return running;
    const fresh: Running<Question, Answer> = {
      ready: load(options, (program) => {
        fresh.program = program;
        // Closed or unloaded in the meantime.
        if (closed || running !== fresh) void program.kill();
      }),
      hasFailed: false,
    };
    // Who warms does not wait for it, and who asks is told.
    fresh.ready.catch(() => {
      fresh.hasFailed = true;
    });
    running = fresh;
    return fresh;
  }

  return {
    async ask(question, signal) {
      signal.throwIfAborted();
      // What is loading for one is of use to the next: an abort leaves it at that.
      const started = await untilAborted(living().ready, signal);
      signal.throwIfAborted();
      const { program } = started;
      const abort = () => void program.kill();
      signal.addEventListener("abort", abort, { once: true });
      try {
        return await watchWork(program, options, () => started.ask(question));
      } catch (cause) {
        // It is well, and said that it cannot: the next question may go better.
        if (cause instanceof Failure && cause.code === "engine-failed" && program.isAlive) throw cause;
        await program.kill();
        signal.throwIfAborted();
        throw cause instanceof Failure ? cause : programLost(name, program, oneLine(String(cause)));
      } finally {
        signal.removeEventListener("abort", abort);
      }
    },
    warm: () => void (closed || living()),
    async load() {
      await living().ready;
    },
    async unload() {
      const ended = running;
      // Who asks from now on starts another.
      running = undefined;
      await end(ended);
    },
    pids: () => (running?.program?.isAlive && running.program.pid !== undefined ? [running.program.pid] : []),
    async close() {
      closed = true;
      await end(running);
    },
  };
}

/** One that is just being started is killed as soon as it has been. */
async function end(running: Running<unknown, unknown> | undefined): Promise<void> {
  await running?.program?.kill();
  await running?.ready.then(({ program }) => program.kill()).catch(() => {});
}

/**
 * Starts the program and waits for its model. One that is killed or hangs meanwhile is lost, any other end is a model that
 * does not load.
 */
async function load<Question, Answer>(
  options: ProgramHostOptions<Question, Answer>,
  onStarted: (program: Program) => void,
): Promise<StartedProgram<Question, Answer>> {
  const started = await options.start();
  const { program } = started;
  onStarted(program);
  try {
    await watchWork(program, options, () => started.greet());
    return started;
  } catch (cause) {
    const isLost = program.isAlive ? isLoss(cause) : String(program.end.reason).startsWith("SIG");
    await program.kill();
    throw isLost ? cause : notLoaded(options.name, program, cause);
  }
}

const isLoss = (cause: unknown): boolean => cause instanceof Failure && cause.code === "engine-lost";

function notLoaded(name: string, program: Program, cause: unknown): Failure {
  if (cause instanceof Failure && cause.code === "engine-unavailable") return cause;
  const why = lastComplaint(program) || (cause instanceof Error ? oneLine(cause.message) : "");
  return new Failure("engine-unavailable", `${name} could not be loaded${why && `: ${why}`}`, { cause });
}
