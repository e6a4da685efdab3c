import type { RecogniseOptions } from "../../../ports/engine.ts";
import type { WhisperFacts } from "./model-facts.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What stands in front of the text. */
export interface Prompt {
  /**
   * What came before (a prompt), then start, language, task, no timestamps: word times come from attention, and a window
   * whose timestamps end early would lose the rest of its speech.
   */
  tokensIn(language: string): number[];
  /** What is said of a prompt, its terms included, of which only the end fits; undefined where all of it does. */
  readonly warning: string | undefined;
}

/** Reads what was asked for once, for windows in any language. A long prompt keeps its end, as half of the decoder's length belongs to the text. */
export function openPrompt(
  facts: WhisperFacts,
  vocabulary: Vocabulary,
  { prompt = "", task }: Pick<RecogniseOptions, "prompt" | "task">,
): Prompt {
  const tokens = prompt.trim() === "" ? [] : vocabulary.encode(` ${prompt.trim()}`);
  // The mark of a prompt and four tokens follow.
  const room = facts.maxTokens / 2 - 1 - 4;
  const before = tokens.length > 0 ? [facts.previousToken, ...tokens.slice(-room)] : [];
  const asked = facts.tasks?.[task];
  return {
    tokensIn(code) {
      const language = facts.languages.get(code);
      return [
        ...before,
        facts.startToken,
        ...(language === undefined ? [] : [language]),
        ...(asked === undefined ? [] : [asked]),
        facts.noTimestampsToken,
      ];
    },
    warning:
      tokens.length > room
        ? `The prompt and the terms have ${tokens.length} tokens, and the model takes ${room}: only the end was told to it`
        : undefined,
  };
}
