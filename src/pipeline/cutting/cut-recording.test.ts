import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { MediaDecoder } from "../../ports/media.ts";
import { digitDecoder, loudnessDetector } from "../testing/played-ports.ts";
import { cutRecording } from "./cut-recording.ts";
import type { PieceEvent } from "./pieces.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scribewell-cut-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function cut(digits: string, signal: AbortSignal, decoder: MediaDecoder = digitDecoder) {
  const path = join(folder, "recording");
  await writeFile(path, digits);
  const warnings: string[] = [];
  const needs = { decoder, detector: loudnessDetector, abilities: { windowSeconds: 5, words: false } };
  const options = { path, pieceWindows: 3, onWarning: (message: string) => void warnings.push(message) };
  return { events: cutRecording(needs, options, signal), warnings };
}

async function all(events: AsyncIterable<PieceEvent>): Promise<PieceEvent[]> {
  const list: PieceEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

it("gives the first window alone and later ones by the number asked for", async () => {
  const { events } = await cut("040".repeat(6), new AbortController().signal);
  const list = await all(events);
  const pieces = list.flatMap((event) =>
    event.type === "piece" ? [event.piece.windows.map(({ index }) => index)] : [],
  );
  expect(pieces).toEqual([[0], [1, 2, 3], [4, 5]]);
  const cuts = list.flatMap((event) => (event.type === "cut" ? [event.seconds] : []));
  expect(cuts.at(-1)).toBe(18);
  expect(cuts).toEqual([...cuts].sort((a, b) => a - b));
});

it("passes on what the decoder says of damage, and its failure", async () => {
  const { decode } = digitDecoder;
  const damaged: MediaDecoder = {
    ...digitDecoder,
    async *decode(...given) {
      yield { type: "warning", message: "cut off" };
      yield* decode(...given);
      throw new Error("broken");
    },
  };
  const { events, warnings } = await cut("040", new AbortController().signal, damaged);
  await expect(all(events)).rejects.toThrow("broken");
  expect(warnings).toEqual(["cut off"]);
});

it("decodes ahead of its reader by a bounded stretch, and ends with the signal", async () => {
  let decoded = 0;
  const counting: MediaDecoder = {
    ...digitDecoder,
    async *decode(path, options, signal) {
      for await (const event of digitDecoder.decode(path, options, signal)) {
        decoded++;
        yield event;
      }
    },
  };
  const stop = new AbortController();
  const { events } = await cut("040".repeat(1000), stop.signal, counting);
  const iterator = events[Symbol.asyncIterator]();
  await iterator.next();
  await pause(500);
  const ahead = decoded;
  await pause(200);
  expect(decoded).toBe(ahead);
  expect(ahead).toBeLessThan(1000);
  stop.abort(new Error("stopped"));
  const rest = async () => {
    for (;;) if ((await iterator.next()).done) return;
  };
  await expect(rest()).rejects.toThrow("stopped");
});
