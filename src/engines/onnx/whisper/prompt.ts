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
  const before = tokensBefore(vocabulary, options);
  return [
    ...(before.length > 0 ? [facts.previousToken, ...before.slice(-roomBefore(facts))] : []),
    facts.startToken,
    ...(language === undefined ? [] : [language]),
    ...(task === undefined ? [] : [task]),
    facts.noTimestampsToken,
  ];
}

/** What is said of a prompt, its terms included, of which only the end fits; undefined where all of it does. */
export function promptWarning(
  facts: WhisperFacts,
  vocabulary: Vocabulary,
  options: Pick<RecogniseOptions, "prompt">,
): string | undefined {
  const tokens = tokensBefore(vocabulary, options).length;
  const room = roomBefore(facts);
  if (tokens <= room) return undefined;
  return `The prompt and the terms have ${tokens} tokens, and the model takes ${room}: only the end was told to it`;
}

const tokensBefore = (vocabulary: Vocabulary, { prompt = "" }: Pick<RecogniseOptions, "prompt">): number[] =>
  prompt.trim() === "" ? [] : vocabulary.encode(` ${prompt.trim()}`);

/** Half of the decoder's length belongs to the text; the mark of a prompt and four tokens follow. */
const roomBefore = ({ maxTokens }: Pick<WhisperFacts, "maxTokens">): number => maxTokens / 2 - 1 - 4;
