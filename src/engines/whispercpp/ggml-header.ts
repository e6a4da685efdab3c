import { open } from "node:fs/promises";

/** What a ggml file of Whisper says of its model. */
export interface GgmlFacts {
  /** False for a model of English alone. */
  readonly isMultilingual: boolean;
  /** Languages it has tokens for, the first so many of Whisper's list. */
  readonly languageCount: number;
}

/** "ggml", as whisper.cpp writes it. */
const MAGIC = 0x67676d6c;
const HEADER_BYTES = 12 * 4;
/** Of a vocabulary without tokens for languages. */
const ENGLISH_TOKENS = 51_864;
/** Whisper's first multilingual vocabulary has 99 languages, each further token stands for one more. */
const MULTILINGUAL_TOKENS = 51_865;
const LANGUAGES = 99;

/**
 * Reads the head of a ggml file: magic number, then the sizes of the model as 32-bit numbers.
 * @returns null for a file that is none
 */
export async function readGgmlHeader(path: string): Promise<GgmlFacts | null> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(head, 0, HEADER_BYTES, 0);
    if (bytesRead < HEADER_BYTES || head.readUInt32LE(0) !== MAGIC) return null;
    const tokens = head.readInt32LE(4);
    if (tokens < ENGLISH_TOKENS) return null;
    const isMultilingual = tokens >= MULTILINGUAL_TOKENS;
    return {
      isMultilingual,
      languageCount: isMultilingual ? LANGUAGES + tokens - MULTILINGUAL_TOKENS : 1,
    };
  } finally {
    await file.close();
  }
}
