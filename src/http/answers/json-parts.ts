import { setImmediate as nextTurn } from "node:timers/promises";

const BLOCK = 500;

/**
 * Writes a value as compact JSON, a part at a time, so that nobody else waits while a transcript of ten hours is written.
 * Long lists are written in blocks, wherever they lie. Numbers are rounded to three decimals;
 * spans begin with their `start`, `end` and `text`.
 */
export async function* jsonParts(value: unknown): AsyncGenerator<string> {
  if (Array.isArray(value)) yield* listParts(value);
  else if (typeof value === "object" && value !== null) yield* objectParts(value);
  else yield JSON.stringify(value, readable);
}

async function* listParts(list: readonly unknown[]): AsyncGenerator<string> {
  yield "[";
  for (let from = 0; from < list.length; from += BLOCK) {
    const block = JSON.stringify(list.slice(from, from + BLOCK), readable).slice(1, -1);
    yield from === 0 ? block : `,${block}`;
    await nextTurn();
  }
  yield "]";
}

async function* objectParts(object: object): AsyncGenerator<string> {
  let separator = "{";
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(key)}:`;
    yield* jsonParts(value);
    separator = ",";
  }
  yield separator === "{" ? "{}" : "}";
}

/** Rounds numbers, and puts what has a place in time in the order people read it in. */
function readable(_key: string, value: unknown): unknown {
  if (typeof value === "number") return Math.round(value * 1000) / 1000;
  if (typeof value !== "object" || value === null || !("start" in value && "end" in value)) return value;
  const span: object = value;
  // The first to name a field settles its place.
  return { start: value.start, end: value.end, ...("text" in value && { text: value.text }), ...span };
}
