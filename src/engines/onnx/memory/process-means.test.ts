import { expect, it } from "vitest";
import { processMeans } from "./process-means.ts";

const options = { name: "onnx/test", warnings: [], threads: 2, memoryMb: undefined };
const onCpu = { provider: "cpu", batchWindows: 4 } as const;
const lost = (exit: number | NodeJS.Signals, said = "", wasLoaded = true) => ({ exit, said, wasLoaded });

it("gives what it was given as long as processes die of other things", () => {
  const next = processMeans({ ...options, means: onCpu }, () => 7);
  next.onLoss(lost("SIGKILL"));
  next.onLoss(lost("SIGSEGV"));
  next.onLoss(lost(1, "TypeError: that is no function"));
  expect(next.given()).toMatchObject({ place: { provider: "cpu", threads: 2 }, batchWindows: 4, warnings: [] });
});

it.each([
  ["an abort, as of V8", lost("SIGABRT")],
  ["what it said", lost(1, "terminate called after throwing an instance of 'std::bad_alloc'")],
])("gives half as many windows after one that died for want of memory, by %s", (_, loss) => {
  const next = processMeans({ ...options, means: onCpu }, () => 7);
  next.onLoss(loss);
  expect(next.given()).toMatchObject({
    batchWindows: 2,
    warnings: ["memory was short: windows were recognised 2 at a time"],
  });
  next.onLoss(loss);
  expect(next.given()).toMatchObject({ batchWindows: 1, place: { provider: "cpu" } });
  expect(next.onLoss(loss)).toBeUndefined();
  expect(next.given()).toMatchObject({ batchWindows: 1, place: { provider: "cpu" } });
});

it("takes a kill for want of memory only where the system did it, or does not say", () => {
  let kills = 7;
  const next = processMeans({ ...options, means: onCpu }, () => kills);
  next.onLoss(lost("SIGKILL"));
  expect(next.given().batchWindows).toBe(4);
  kills = 8;
  next.onLoss(lost("SIGKILL"));
  expect(next.given().batchWindows).toBe(2);
  next.onLoss(lost("SIGKILL"));
  expect(next.given().batchWindows).toBe(2);
  const unknowing = processMeans({ ...options, means: onCpu }, () => undefined);
  unknowing.onLoss(lost("SIGKILL"));
  expect(unknowing.given().batchWindows).toBe(2);
});

it("does not ask again under a limit where a single window was too much", () => {
  const next = processMeans({ ...options, means: { provider: "cpu", batchWindows: 1 }, memoryMb: 300 }, () => 7);
  expect(next.onLoss(lost("SIGABRT"))).toMatchObject({
    code: "engine-failed",
    message:
      "onnx/test could not finish: memory ran out: choose a smaller model, raise ENGINE_MEMORY_MB (now 300), or give the machine more memory",
  });
});

it("goes to the processor after a process that another provider took with it while it loaded", () => {
  const next = processMeans({ ...options, means: { provider: "cuda", batchWindows: 8 } }, () => 7);
  next.onLoss(lost("SIGSEGV", "", false));
  expect(next.given()).toMatchObject({
    place: { provider: "cpu" },
    batchWindows: 4,
    warnings: [
      "cuda was asked for and does not run here (its process ended with SIGSEGV); the processor was used instead: see docs/hardware.md",
    ],
  });
});
