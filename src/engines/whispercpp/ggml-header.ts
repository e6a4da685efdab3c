import { open } from "node:fs/promises";

/** What a ggml file of Whisper says of its model. */
export interface GgmlFacts {
  /** False for a model of English alone. */
  readonly isMultilingual: boolean;
  /** Languages it has tokens for, the first so many of Whisper's list. */
  readonly languageCount: number;
  /** By which whisper.cpp knows where its attention follows time; undefined for sizes that OpenAI has not published. */
  readonly alignment: string | undefined;
}

/** "ggml", as whisper.cpp writes it. */
const MAGIC = 0x67676d6c;
const HEADER_BYTES = 12 * 4;
/** Of a vocabulary without tokens for languages. */
const ENGLISH_TOKENS = 51_864;
/** Whisper's first multilingual vocabulary has 99 languages, each further token stands for one more. */
const MULTILINGUAL_TOKENS = 51_865;
const LANGUAGES = 99;

/** By layers of encoder and decoder, as in OpenAI's models. The three large ones differ in their vocabulary alone. */
const SIZES: Readonly<Record<string, string>> = { "4/4": "tiny", "6/6": "base", "12/12": "small", "24/24": "medium" };

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
    const at = (index: number) => head.readInt32LE(4 + 4 * index);
    const tokens = at(0);
    if (tokens < ENGLISH_TOKENS) return null;
    const isMultilingual = tokens >= MULTILINGUAL_TOKENS;
    return {
      isMultilingual,
      languageCount: isMultilingual ? LANGUAGES + tokens - MULTILINGUAL_TOKENS : 1,
      alignment: alignmentOf({ tokens, encoderLayers: at(4), decoderLayers: at(8), isMultilingual }),
    };
  } finally {
    await file.close();
  }
}

interface Sizes {
  readonly tokens: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  readonly isMultilingual: boolean;
}

/** Large v1 and v2 have one shape and other heads: v2 is by far the more common one. */
function alignmentOf({ tokens, encoderLayers, decoderLayers, isMultilingual }: Sizes): string | undefined {
  if (encoderLayers === 32 && decoderLayers === 4) return "large.v3.turbo";
  if (encoderLayers === 32 && decoderLayers === 32) return tokens > MULTILINGUAL_TOKENS ? "large.v3" : "large.v2";
  const size = SIZES[`${encoderLayers}/${decoderLayers}`];
  return size === undefined || isMultilingual ? size : `${size}.en`;
}
