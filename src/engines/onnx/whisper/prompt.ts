import type { RecogniseOptions } from "../../../ports/engine.ts";
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
