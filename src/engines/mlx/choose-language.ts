import type { RecogniseOptions } from "../../ports/engine.ts";

/** Less sure than this of another language, the one that is spoken elsewhere in the recording is believed. */
const CLEAR = 0.6;

export interface ChosenLanguage {
  readonly language: string;
  /** 0 to 1, among all languages. */
  readonly probability: number;
}

/** Tells what a window is spoken in: the likeliest of the allowed languages, by how likely the model finds each. */
export function chooseLanguage(
  probabilities: Readonly<Record<string, number>>,
  { languages, likelyLanguage }: Pick<RecogniseOptions, "languages" | "likelyLanguage">,
): ChosenLanguage {
  const of = (language: string): ChosenLanguage => ({ language, probability: probabilities[language] ?? 0 });
  const allowed = Object.keys(probabilities).filter((code) => languages?.includes(code) ?? true);
  const best = allowed.map(of).reduce((a, b) => (b.probability > a.probability ? b : a), of(languages?.[0] ?? "en"));
  return likelyLanguage === undefined || best.probability >= CLEAR ? best : of(likelyLanguage);
}
