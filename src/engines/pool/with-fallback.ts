import { Failure, type FailureCode } from "../../domain/failure.ts";
import type { Engine, EngineEvent, RecogniseOptions } from "../../ports/engine.ts";

/** What another engine helps against. One that dies over its work is asked again first, and then left alone. */
const HELPED: readonly FailureCode[] = ["engine-unavailable", "engine-unreachable", "usage-limit-reached"];

/**
 * An engine with others that take over where it does not work. It promises what the first one can do; another one that
 * does not know the language or the task is passed over, and a warning says which engine heard a part.
 * @param others opened when it comes to them, in this order
 */
export function withFallback(first: Engine, others: readonly (() => Promise<Engine>)[]): Engine {
  if (others.length === 0) return first;
  return {
    ...first,
    async *recognise(...question) {
      const why = await attempt(async () => first, question);
      if (!(why instanceof Failure)) return yield* why.events;
      for (const open of others) {
        const answer = await attempt(() => openSuited(open, question[1]), question);
        if (answer instanceof Failure) continue;
        const { name, events } = answer;
        const warning = `${first.name} could not be used (${why.message}): ${name} heard a part of this recording`;
        yield { type: "warning", message: warning };
        return yield* events;
      }
      throw why;
    },
  };
}

/** All that was heard, or why nothing was. Held back until it is complete: text of an engine that breaks off would be told twice. */
async function attempt(
  open: () => Promise<Engine>,
  [windows, options, signal]: Parameters<Engine["recognise"]>,
): Promise<{ readonly name: string; readonly events: readonly EngineEvent[] } | Failure> {
  try {
    const engine = await open();
    const events: EngineEvent[] = [];
    for await (const event of engine.recognise(windows, options, signal)) events.push(event);
    return { name: engine.name, events };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure && HELPED.includes(error.code)) return error;
    throw error;
  }
}

/** The first engine is asked whatever it is: whoever chose it knows. Another one must be up to it. */
async function openSuited(open: () => Promise<Engine>, options: RecogniseOptions): Promise<Engine> {
  const engine = await open();
  if (suits(engine, options)) return engine;
  throw new Failure("engine-unavailable", `${engine.name} does not know this language or task`);
}

function suits({ abilities }: Engine, { language, task }: RecogniseOptions): boolean {
  const knows = language === undefined ? abilities.detectsLanguage : abilities.languages.includes(language);
  return knows && (task === "transcribe" || abilities.translate);
}
