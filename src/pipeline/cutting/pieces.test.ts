import { expect, it } from "vitest";
import type { Window } from "../../domain/window.ts";
import type { CutEvent } from "./cut.ts";
import { gatherPieces, type PieceEvent } from "./pieces.ts";

const window = (index: number): CutEvent => ({
  type: "window",
  window: { index, samples: new Float32Array(0), parts: [{ offset: 0, start: index, seconds: 1 }], speech: [] },
});

async function gather(events: readonly CutEvent[], size: number): Promise<PieceEvent[]> {
  async function* come(): AsyncIterable<CutEvent> {
    yield* events;
  }
  const gathered: PieceEvent[] = [];
  for await (const event of gatherPieces(come(), size)) gathered.push(event);
  return gathered;
}

const indexes = (windows: readonly Window[]): number[] => windows.map(({ index }) => index);

it("puts one window in the first piece, so that text comes early, and so many in the others", async () => {
  const pieces = await gather([0, 1, 2, 3, 4, 5, 6].map(window), 4);
  expect(pieces.map((event) => (event.type === "piece" ? indexes(event.piece.windows) : event))).toEqual([
    [0],
    [1, 2, 3, 4],
    [5, 6],
  ]);
});

it("gives a piece once it is full, and passes everything else on in its place", async () => {
  const quiet: CutEvent = { type: "quiet", entry: { kind: "noise", start: 0, end: 1 } };
  const passed: CutEvent = { type: "cut", seconds: 8 };
  const events = await gather([quiet, window(0), passed, window(1), quiet, window(2), passed], 2);
  expect(events.map(({ type }) => type)).toEqual(["quiet", "piece", "cut", "quiet", "piece", "cut"]);
});

it("makes no piece without a window", async () => {
  expect(await gather([{ type: "cut", seconds: 8 }], 4)).toEqual([{ type: "cut", seconds: 8 }]);
  expect(await gather([window(0)], 4)).toHaveLength(1);
});
