interface FakeGgml {
  readonly vocabulary?: number;
  readonly mels?: number;
  /** Of the fifty that a network of two layers has. */
  readonly tensors?: number;
}

/** A file as whisper.cpp reads it: a head, mel filters, tokens, and a network of two layers with tiny parts. */
export function fakeGgml({ vocabulary = 51_865, mels = 80, tensors = 50 }: FakeGgml = {}): Buffer {
  const head = [0x67676d6c, vocabulary, 1500, 384, 6, 1, 448, 384, 6, 1, mels, 1, mels, 1];
  const filters = Buffer.alloc(mels * 4);
  const tokens = [numbers(2), numbers(3), Buffer.from("the"), numbers(1), Buffer.from("a")];
  const tensor = [numbers(2, 4, 1, 2, 3), Buffer.from("some"), Buffer.alloc(2 * 3 * 2)];
  return Buffer.concat([numbers(...head), filters, ...tokens, ...Array.from({ length: tensors }, () => tensor).flat()]);
}

/** Little-endian, four bytes each. */
function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32LE(value, 4 * index);
  return bytes;
}
