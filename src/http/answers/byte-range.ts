/** Part of a blob, ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const SINGLE_RANGE = /^bytes=\s*(\d*)-(\d*)\s*$/i;

/**
 * Reads a `Range` header (RFC 9110, 14.1.2) for a blob of so many bytes.
 * @returns the range; `unsatisfiable` when there is nothing of it in the blob; undefined when the whole is to be sent:
 * without a header, and for what is garbled, in other units, or several ranges, which a server may leave unheeded
 */
export function byteRange(header: string | undefined, bytes: number): ByteRange | "unsatisfiable" | undefined {
  const [, first, last] = SINGLE_RANGE.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  if (first === "") return lastBytes(Number(last), bytes);
  const start = Number(first);
  const end = last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start < bytes ? { start, end } : "unsatisfiable";
}

function lastBytes(count: number, bytes: number): ByteRange | "unsatisfiable" {
  if (count === 0 || bytes === 0) return "unsatisfiable";
  return { start: Math.max(bytes - count, 0), end: bytes - 1 };
}
