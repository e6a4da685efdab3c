/** What the size of a Whisper's vocabulary tells. */
export interface VocabularyFacts {
  /** False for a model of English alone. */
  readonly isMultilingual: boolean;
  /** Languages it has tokens for, the first so many of Whisper's list. */
  readonly languageCount: number;
}

/** Whisper's first multilingual vocabulary has 99 languages, each further token stands for one more. */
const MULTILINGUAL_TOKENS = 51_865;
const LANGUAGES = 99;

/** @param tokens how many the vocabulary has */
export function vocabularyFacts(tokens: number): VocabularyFacts {
  const isMultilingual = tokens >= MULTILINGUAL_TOKENS;
  return { isMultilingual, languageCount: isMultilingual ? LANGUAGES + tokens - MULTILINGUAL_TOKENS : 1 };
}
