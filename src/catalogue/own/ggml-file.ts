import { type FileHandle, open } from "node:fs/promises";

/** What the head of a Whisper for whisper.cpp tells. */
export interface GgmlHeader {
  /** Tokens: 51,864 for English alone, more for all languages. */
  readonly vocabulary: number;
  /** Parts the network is made of; a whole file holds each of them. */
  readonly tensors: number;
  /** Where the list of tokens begins, in bytes. */
  readonly tokensAt: number;
}

const MAGIC = 0x67676d6c;
/** Magic and eleven numbers, then the size of the mel filters. */
const HEADER_BYTES = 56;
/** More than the tokens of any vocabulary take. */
const MOST_TOKEN_BYTES = 8 * 2 ** 20;

/** Bytes of so many values, by the number ggml has for the type. */
const TYPES: Readonly<Record<number, { readonly values: number; readonly bytes: number }>> = {
  0: { values: 1, bytes: 4 },
  1: { values: 1, bytes: 2 },
  2: { values: 32, bytes: 18 },
  3: { values: 32, bytes: 20 },
  6: { values: 32, bytes: 22 },
  7: { values: 32, bytes: 24 },
  8: { values: 32, bytes: 34 },
  10: { values: 256, bytes: 84 },
  11: { values: 256, bytes: 110 },
  12: { values: 256, bytes: 144 },
  13: { values: 256, bytes: 176 },
  14: { values: 256, bytes: 210 },
};

export const isGgml = (head: Buffer): boolean => head.length >= 4 && head.readUInt32LE(0) === MAGIC;

/** Reads the head of a file; null when it is no Whisper in ggml's format. */
export function readGgmlHeader(path: string): Promise<GgmlHeader | null> {
  return withFile(path, headerOf);
}

/** Goes through the whole file from part to part. Gives what is wrong as a clause, or null. */
export function complaintAboutGgml(path: string, name: string): Promise<string | null> {
  return withFile(path, async (file) => {
    const header = await headerOf(file);
    if (header === null) return `${name} is a ggml file and no Whisper, or damaged at its beginning`;
    const start = await endOfTokens(file, header.tokensAt);
    const { size } = await file.stat();
    const whole = start === null ? 0 : await countTensors(file, start, size);
    if (whole === null || whole === header.tensors) return null;
    return `${name} is cut short or damaged: ${whole} of the ${header.tensors} parts of its network are whole`;
  });
}

async function headerOf(file: FileHandle): Promise<GgmlHeader | null> {
  const head = await bytesAt(file, 0, HEADER_BYTES);
  if (head.length < HEADER_BYTES || !isGgml(head)) return null;
  const number = (index: number) => head.readInt32LE(4 + 4 * index);
  const [vocabulary, audioLayers, textLayers, mels] = [number(0), number(4), number(8), number(9)];
  const [filters, filterValues] = [number(11), number(12)];
  const plausible = [
    vocabulary > 50_000 && vocabulary < 100_000,
    audioLayers > 0 && audioLayers <= 64,
    textLayers > 0 && textLayers <= 64,
    mels === 80 || mels === 128,
    filters === mels && filterValues > 0 && filterValues < 10_000,
  ];
  if (plausible.includes(false)) return null;
  // Fifteen in each layer that listens, twenty-four in each that writes, and eleven around them.
  const tensors = 11 + 15 * audioLayers + 24 * textLayers;
  return { vocabulary, tensors, tokensAt: HEADER_BYTES + 4 * filters * filterValues };
}

/** Null when the file ends before its tokens do. */
async function endOfTokens(file: FileHandle, start: number): Promise<number | null> {
  const bytes = await bytesAt(file, start, MOST_TOKEN_BYTES);
  if (bytes.length < 4) return null;
  let position = 4;
  for (let left = bytes.readInt32LE(0); left > 0; left--) {
    if (position + 4 > bytes.length) return null;
    position += 4 + bytes.readUInt32LE(position);
  }
  return position > bytes.length ? null : start + position;
}

/** How many parts are whole; null where one is of a type that is not known here, so that its length cannot be told. */
async function countTensors(file: FileHandle, start: number, size: number): Promise<number | null> {
  let count = 0;
  for (let position = start; position < size; count++) {
    const bytes = await tensorBytes(file, position);
    if (bytes === "unknown") return null;
    if (bytes === "damaged" || position + bytes > size) return count;
    position += bytes;
  }
  return count;
}

async function tensorBytes(file: FileHandle, position: number): Promise<number | "damaged" | "unknown"> {
  const head = await bytesAt(file, position, 12);
  if (head.length < 12) return "damaged";
  const [dimensions, nameBytes, type] = [head.readInt32LE(0), head.readInt32LE(4), head.readInt32LE(8)];
  if (dimensions < 1 || dimensions > 4 || nameBytes < 1 || nameBytes > 256) return "damaged";
  const layout = TYPES[type];
  if (!layout) return "unknown";
  const extents = await bytesAt(file, position + 12, 4 * dimensions);
  if (extents.length < 4 * dimensions) return "damaged";
  let values = 1;
  for (let index = 0; index < dimensions; index++) values *= extents.readInt32LE(4 * index);
  // Damaged numbers must not lead backwards, or the way through the file would never end.
  if (values <= 0) return "damaged";
  return 12 + 4 * dimensions + nameBytes + (values / layout.values) * layout.bytes;
}

async function withFile<T>(path: string, read: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    return await read(file);
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number, count: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, position);
  return buffer.subarray(0, bytesRead);
}
