import type { RecogniseOptions } from "../../../ports/engine.ts";
import type { Decoder } from "./decoder.ts";
import type { DecoderRow } from "./decoder-row.ts";
import type { WhisperFacts } from "./model-facts.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * The tokens in front of the text: what came before (a prompt), then start, language, task, no timestamps:
 * word times come from attention, and a window whose timestamps end early would lose the rest of its speech.
 * A long prompt keeps its end, as half of the decoder's length belongs to the text.
 */
export function buildPrompt(
  facts: WhisperFacts,
  vocabulary: Vocabulary,
  options: RecogniseOptions & { language: string },
): number[] {
  const language = facts.languages.get(options.language);
  const task = facts.tasks?.[options.task];
  const before = options.prompt?.trim() ? vocabulary.encode(` ${options.prompt.trim()}`) : [];
  return [
    ...(before.length > 0 ? [facts.previousToken, ...before.slice(-(facts.maxTokens / 2 - 1 - 4))] : []),
    facts.startToken,
    ...(language === undefined ? [] : [language]),
    ...(task === undefined ? [] : [task]),
    facts.noTimestampsToken,
  ];
}

/** The only language of an English model, or the one the windows together sound most like. */
export async function chooseLanguage(
  decoder: Decoder,
  facts: WhisperFacts,
  rows: readonly DecoderRow[],
): Promise<{ language: string; probability: number }> {
  if (facts.languages.size === 0) return { language: "en", probability: 1 };
  const votes = await decoder.languageProbabilities(rows);
  const mean = (code: string) => votes.reduce((sum, vote) => sum + (vote.get(code) ?? 0), 0) / votes.length;
  let best = { language: "en", probability: 0 };
  for (const language of facts.languages.keys()) {
    const probability = mean(language);
    if (probability > best.probability) best = { language, probability };
  }
  return best;
}
