import { open } from "node:fs/promises";
import { type VocabularyFacts, vocabularyFacts } from "../whisper-program/vocabulary-facts.ts";

/** "ggml", as whisper.cpp writes it. */
const MAGIC = 0x67676d6c;
const HEADER_BYTES = 12 * 4;
/** Of a vocabulary without tokens for languages. */
const ENGLISH_TOKENS = 51_864;

/**
 * Reads the head of a ggml file: magic number, then the sizes of the model as 32-bit numbers.
 * @returns what they tell of the vocabulary; null for a file that is none
 */
export async function readGgmlHeader(path: string): Promise<VocabularyFacts | null> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(head, 0, HEADER_BYTES, 0);
    if (bytesRead < HEADER_BYTES || head.readUInt32LE(0) !== MAGIC) return null;
    const tokens = head.readInt32LE(4);
    return tokens < ENGLISH_TOKENS ? null : vocabularyFacts(tokens);
  } finally {
    await file.close();
  }
}
