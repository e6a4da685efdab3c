import { SAMPLE_RATE } from "../../domain/audio.ts";
import { Failure, type FailureCode } from "../../domain/failure.ts";
import type { Engine, EngineEvent } from "../../ports/engine.ts";

type Question = Parameters<Engine["recognise"]>;

/** Another engine, opened when it comes to it. */
export type OpenOther = (signal: AbortSignal) => Promise<Engine>;

/** What another engine helps against. One that dies over its work is asked again first, and then left alone. */
const HELPED: readonly FailureCode[] = ["engine-unavailable", "engine-unreachable", "usage-limit-reached"];

/** Whether another engine would help. */
export const isHelped = (error: unknown): error is Failure => error instanceof Failure && HELPED.includes(error.code);

/**
 * An engine with others that take over where it does not work. It promises what the first one can do. Another one that does
 * not know the language or the task, or takes shorter windows, is passed over, and so is one that fails too; `took-over`
 * says which one heard the windows.
 * @param others in this order
 */
export function withFallback(first: Engine, others: readonly OpenOther[]): Engine {
  if (others.length === 0) return first;
  return {
    ...first,
    async *recognise(...question) {
      const [, , signal] = question;
      try {
        return yield* await heardBy(first, question);
      } catch (why) {
        signal.throwIfAborted();
        if (!isHelped(why)) throw why;
        yield* await heardByOthers(others, question, { missing: first.name, why });
      }
    },
  };
}

/** An engine for one that could not even be opened; it says so of all that it hears. */
export function insteadOf(engine: Engine, missing: string, why: Failure): Engine {
  return {
    ...engine,
    async *recognise(...question) {
      yield { type: "took-over", engine: engine.name, insteadOf: missing, why: why.message };
      yield* engine.recognise(...question);
    },
  };
}

/** Held back until it is complete: text of an engine that breaks off would be told twice. */
async function heardBy(engine: Engine, question: Question): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for await (const event of engine.recognise(...question)) events.push(event);
  return events;
}

/** Nobody asked for these: what is wrong with them is no answer, and the first failure stands where none helps. */
async function heardByOthers(
  others: readonly OpenOther[],
  question: Question,
  { missing, why }: { missing: string; why: Failure },
): Promise<EngineEvent[]> {
  const [, , signal] = question;
  for (const open of others) {
    try {
      const engine = await open(signal);
      if (!suits(engine, question)) continue;
      const took: EngineEvent = { type: "took-over", engine: engine.name, insteadOf: missing, why: why.message };
      return [took, ...(await heardBy(engine, question)), ...unheeded(engine, question)];
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
    }
  }
  throw why;
}

/** Where the language is to be detected, a model of one language would hear it in everything. */
function suits({ abilities }: Engine, [windows, { language, languages = [], task }]: Question): boolean {
  const detects = abilities.detectsLanguage && abilities.languages.length > 1;
  const asked = language === undefined ? languages : [language];
  const longest = Math.max(0, ...windows.map(({ samples }) => samples.length / SAMPLE_RATE));
  return (
    (language !== undefined || detects) &&
    asked.every((code) => abilities.languages.includes(code)) &&
    (task === "transcribe" || abilities.translate) &&
    longest <= Math.ceil(abilities.windowSeconds)
  );
}

/** What was promised for the first engine was asked of this one, too. */
function unheeded({ name, abilities }: Engine, [, { prompt, beamSize = 1 }]: Question): EngineEvent[] {
  const warnings = [
    ...(prompt !== undefined && !abilities.prompt ? [`${name} takes no prompt: it was not used`] : []),
    ...(beamSize > 1 && !abilities.beam ? [`${name} follows one text only: the beam size was not used`] : []),
  ];
  return warnings.map((message) => ({ type: "warning", message }));
}
