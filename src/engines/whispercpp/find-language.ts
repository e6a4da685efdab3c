import { languageCode } from "../../domain/languages.ts";
import type { RecogniseOptions } from "../../ports/engine.ts";
import type { Answer } from "./answer.ts";
import type { ServerQuestion } from "./server.ts";

/** Less sure than this of another language, the one that is spoken elsewhere in the recording is believed. */
const CLEAR = 0.6;

export interface FoundLanguage {
  readonly language: string;
  /** 0 to 1; null where it was not asked for, as nothing depends on it. */
  readonly probability: number | null;
}

/** Tells what a window is spoken in, where nobody has said. Of an allowed list the likeliest. */
export async function findLanguage(
  ask: (question: ServerQuestion) => Promise<Answer>,
  samples: Float32Array,
  { languages, likelyLanguage }: RecogniseOptions,
): Promise<FoundLanguage> {
  const question = { samples, task: "transcribe", language: "auto", onlyLanguage: true } as const;
  if (likelyLanguage !== undefined) {
    const { language } = await ask(question);
    // The usual case, at half the price: probabilities cost another run of the encoder.
    if (languageCode(language) === likelyLanguage) return { language: likelyLanguage, probability: null };
  }
  const { language_probabilities: probabilities = {} } = await ask({ ...question, withProbabilities: true });
  const allowed = Object.entries(probabilities).filter(([code]) => languages?.includes(code) ?? true);
  const [best, probability] = allowed.reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0] as [string, number]);
  if (best === "") return { language: likelyLanguage ?? languages?.[0] ?? "en", probability: 0 };
  const isClear = likelyLanguage === undefined || probability >= CLEAR;
  return isClear ? { language: best, probability } : { language: likelyLanguage, probability: null };
}
