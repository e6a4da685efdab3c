import { mostSpoken } from "../../domain/most-spoken.ts";
import type { EngineEvent, RecogniseOptions } from "../../ports/engine.ts";
import type { Family } from "./families.ts";

/** What is known of the language before anything is heard. */
export interface Expected {
  /** Told to a network that wants to be told. */
  readonly language: string;
  /** The language of every text; null where it is the model that tells it, or nobody. */
  readonly sure: string | null;
  readonly warnings: readonly string[];
}

type Asked = Pick<RecogniseOptions, "language" | "languages">;

/** @param known the model's languages, at least one */
export function expectLanguage(
  { name, known, detection }: { name: string; known: readonly string[]; detection: Family["detection"] },
  { language, languages }: Asked,
): Expected {
  const [first = "en"] = known;
  const likely = language ?? languages?.[0] ?? first;
  if (known.length === 1) return { language: first, sure: first, warnings: [] };
  if (detection === "told") return { language: likely, sure: null, warnings: [] };
  if (detection === "silent") {
    const isAsked = language !== undefined || languages !== undefined;
    const warning = `${name} finds the language by itself: it cannot be held to the one that was asked for`;
    return { language: likely, sure: language ?? null, warnings: isAsked ? [warning] : [] };
  }
  const warning = `${name} does not detect the language: the speech was taken for ${likely}. Give the language`;
  return { language: likely, sure: likely, warnings: language === undefined ? [warning] : [] };
}

/** What was heard in one window, in which language where the model told it. */
export interface HeardLanguage {
  readonly language?: string | undefined;
  readonly seconds: number;
}

/** Which language was heard, where none was asked for; and that it was another one, where one was. */
export function* tellLanguages(
  { name, known }: { name: string; known: readonly string[] },
  { language, languages }: Asked,
  heard: readonly HeardLanguage[],
): Generator<EngineEvent> {
  const asked = language === undefined ? (languages ?? known) : [language];
  const others = new Set(heard.flatMap((one) => one.language ?? []).filter((code) => !asked.includes(code)));
  for (const other of others)
    yield {
      type: "warning",
      message: `${name} heard ${other}, which was not asked for: it cannot be held to a language`,
    };
  const most = mostSpoken(heard);
  if (language !== undefined || most === undefined) return;
  // The model is silent about its doubts: its share of what was heard stands for them.
  const seconds = (some: readonly HeardLanguage[]) => some.reduce((sum, one) => sum + one.seconds, 0);
  const told = heard.filter((one) => one.language !== undefined);
  const probability = seconds(told.filter((one) => one.language === most)) / seconds(told);
  yield { type: "language", language: most, probability };
}
