import { mostSpoken } from "../../domain/most-spoken.ts";
import type { EngineEvent } from "../../ports/engine.ts";

/**
 * What most of the speech was in. The service does not say how sure it is: its probability is the share of the speech
 * that is in it. Nothing where no language was told.
 */
export function languageOf(
  heard: readonly { readonly language: string | null; readonly text: string; readonly seconds: number }[],
): EngineEvent | undefined {
  const spoken = heard.flatMap(({ language, text, seconds }) =>
    language === null || text === "" ? [] : { language, seconds },
  );
  const language = mostSpoken(spoken);
  if (language === undefined) return undefined;
  const secondsOf = (those: typeof spoken) => those.reduce((sum, { seconds }) => sum + seconds, 0);
  const share = secondsOf(spoken.filter((one) => one.language === language)) / secondsOf(spoken);
  return { type: "language", language, probability: share };
}
