import { expect, it } from "vitest";
import type { Provider } from "../../../onnx/provider.ts";
import type { EngineEvent, HeardText } from "../../../ports/engine.ts";
import { type GivenMeans, openFooting } from "./footing.ts";
import { inHalves } from "./in-halves.ts";

const FIGURES = { averageLogProbability: 0, compressionRatio: 1, noSpeechProbability: 0, temperature: 0 };
const textOf = (window: number): EngineEvent => ({
  type: "text",
  heard: { window, text: `window ${window}`, language: "en", ...FIGURES } satisfies HeardText,
});
const windows = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));

interface Machine {
  /** Windows that fit together, by provider. */
  readonly room: Readonly<Partial<Record<Provider, number>>>;
  /** Texts that are given before memory runs out. */
  readonly textsBefore?: number;
}

/** A model on a machine with so much room. What it was asked for stands in `tried`. */
async function open({ room, textsBefore = 0 }: Machine, wanted: Partial<GivenMeans> & { provider?: Provider } = {}) {
  const { provider = "cpu", ...more } = wanted;
  const tried: string[] = [];
  const released: Provider[] = [];
  const place = { provider, threads: 1, scratch: "" };
  const given = { place, batchWindows: 8, warnings: [], memoryMb: undefined, ...more };
  const footing = await openFooting(given, async (at) => ({
    model: at.provider,
    provider: at.provider,
    warning: null,
    release: async () => void released.push(at.provider),
  }));
  async function* recognise(on: Provider, batch: readonly { index: number }[]): AsyncIterable<EngineEvent> {
    tried.push(`${on} ${batch.map(({ index }) => index).join("")}`);
    const texts = batch.map(({ index }) => textOf(index));
    if (batch.length <= (room[on] ?? 0)) yield* texts;
    else {
      yield* texts.slice(0, textsBefore);
      throw new Error("Failed to allocate memory for requested buffer of size 1887436800");
    }
  }
  const hear = async (count: number): Promise<{ texts: number[]; warnings: string[] }> => {
    const [texts, warnings]: [number[], string[]] = [[], []];
    for await (const event of inHalves(footing, windows(count), recognise)) {
      if (event.type === "text") texts.push(event.heard.window);
      if (event.type === "warning") warnings.push(event.message);
    }
    return { texts, warnings };
  };
  return { tried, released, hear };
}

it("takes batches as large as it may, and says nothing where all fit", async () => {
  const { tried, released, hear } = await open({ room: { cpu: 8 } });
  expect(await hear(10)).toEqual({ texts: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], warnings: [] });
  expect(tried).toEqual(["cpu 01234567", "cpu 89"]);
  expect(released).toEqual([]);
});

it("tries the same windows again in halves, tells each step, and keeps to what fits", async () => {
  const { tried, released, hear } = await open({ room: { cpu: 2 } });
  const steps = [
    "memory was short: windows were recognised 4 at a time",
    "memory was short: windows were recognised 2 at a time",
  ];
  expect(await hear(8)).toEqual({ texts: [0, 1, 2, 3, 4, 5, 6, 7], warnings: steps });
  expect(tried).toEqual(["cpu 01234567", "cpu 0123", "cpu 01", "cpu 23", "cpu 45", "cpu 67"]);
  expect(released).toEqual(["cpu", "cpu"]);
  expect(await hear(3)).toEqual({ texts: [0, 1, 2], warnings: steps });
  expect(tried.slice(6)).toEqual(["cpu 01", "cpu 2"]);
});

it("does not recognise again what it has heard", async () => {
  const { tried, hear } = await open({ room: { cpu: 2 }, textsBefore: 3 });
  expect((await hear(8)).texts).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(tried).toEqual(["cpu 01234567", "cpu 3456", "cpu 67"]);
});

it("goes to the processor after a single window was too much for another provider", async () => {
  const { tried, hear } = await open({ room: { cpu: 4 } }, { provider: "cuda", batchWindows: 2 });
  expect(await hear(3)).toEqual({
    texts: [0, 1, 2],
    warnings: [
      "memory was short: windows were recognised 1 at a time",
      "memory was short on cuda: the processor was used instead, and windows were recognised 2 at a time",
    ],
  });
  expect(tried).toEqual(["cuda 01", "cuda 0", "cpu 01", "cpu 2"]);
});

it("gives up on the processor after a single window, says what helps, and tries again the next time", async () => {
  const { tried, hear } = await open({ room: {} }, { batchWindows: 2, memoryMb: 500 });
  const complaint =
    "memory ran out: choose a smaller model, raise ENGINE_MEMORY_MB (now 500), or give the machine more memory";
  await expect(hear(2)).rejects.toThrow(complaint);
  await expect(hear(1)).rejects.toThrow(complaint);
  expect(tried).toEqual(["cpu 01", "cpu 0", "cpu 0"]);
});

it("lets every other failure be", async () => {
  const place = { provider: "cpu", threads: 1, scratch: "" } as const;
  const given = { place, batchWindows: 4, warnings: [], memoryMb: undefined };
  const footing = await openFooting(given, async () => ({
    model: null,
    provider: "cpu" as const,
    warning: null,
    release: async () => {},
  }));
  const broken = async function* (): AsyncIterable<EngineEvent> {
    yield* [];
    throw new Error("The shapes do not match");
  };
  const all = async () => {
    for await (const _ of inHalves(footing, windows(2), broken));
  };
  await expect(all()).rejects.toThrow("The shapes do not match");
});

it("keeps the model of a question that is under way when another takes a step down", async () => {
  const log: string[] = [];
  const place = { provider: "cpu", threads: 1, scratch: "" } as const;
  const footing = await openFooting({ place, batchWindows: 4, warnings: [], memoryMb: undefined }, async () => {
    log.push("opened");
    return { model: null, provider: "cpu", warning: null, release: async () => void log.push("released") };
  });
  const underWay = footing.use(async function* () {
    yield* [1, 2];
  });
  for await (const event of underWay) {
    if (event === 2) continue;
    await footing.stepDown({ provider: "cpu", batchWindows: 4 });
    await footing.ready();
    expect(log).toEqual(["opened", "opened"]);
  }
  expect(log).toEqual(["opened", "opened", "released"]);
});
