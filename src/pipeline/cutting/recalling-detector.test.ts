import { expect, it } from "vitest";
import { type DetectorAnswer, type DetectorMemory, FRAME_SAMPLES } from "../../ports/speech-detector.ts";
import { recallingDetector } from "./recalling-detector.ts";

const never = new AbortController().signal;
const block = new Float32Array(2 * FRAME_SAMPLES);

/** Counts its calls: the nth gives n as its memory. */
function countingDetector(failsAt = 0) {
  const given: (DetectorMemory | null)[] = [];
  const answer = (n: number, frames: number): DetectorAnswer => {
    const cell = Float32Array.of(n);
    return { probabilities: new Float32Array(frames).fill(n), memory: { hidden: cell, cell, context: cell } };
  };
  return {
    given,
    answer,
    async listen(samples: Float32Array, memory: DetectorMemory | null): Promise<DetectorAnswer> {
      given.push(memory);
      if (given.length === failsAt) throw new Error("lost");
      return answer(100 + given.length, samples.length / FRAME_SAMPLES);
    },
  };
}

it("repeats what was heard, and goes on from its memory", async () => {
  const inner = countingDetector();
  const before = [inner.answer(1, 2), inner.answer(2, 2)];
  const fresh: DetectorAnswer[] = [];
  const detector = recallingDetector(inner, { before, onHeard: (answer) => void fresh.push(answer) });
  let memory: DetectorMemory | null = null;
  const heard: DetectorAnswer[] = [];
  for (let n = 0; n < 4; n++) {
    const answer: DetectorAnswer = await detector.listen(block, memory, never);
    memory = answer.memory;
    heard.push(answer);
  }
  expect(heard.map(({ probabilities }) => probabilities[0])).toEqual([1, 2, 101, 102]);
  expect(inner.given[0]).toBe(before[1]?.memory);
  expect(fresh).toEqual(heard.slice(2));
});

it("asks about the same block again after a failure", async () => {
  const inner = countingDetector(1);
  const detector = recallingDetector(inner, { before: [inner.answer(1, 2)], onHeard: () => {} });
  const { memory } = await detector.listen(block, null, never);
  await expect(detector.listen(block, memory, never)).rejects.toThrow("lost");
  expect((await detector.listen(block, memory, never)).probabilities[0]).toBe(102);
});

it("listens from a block on that is another than it was, and has nothing of it kept", async () => {
  const inner = countingDetector();
  const fresh: DetectorAnswer[] = [];
  const before = [inner.answer(1, 2), inner.answer(2, 3), inner.answer(3, 2)];
  const detector = recallingDetector(inner, { before, onHeard: (answer) => void fresh.push(answer) });
  const heard: (number | undefined)[] = [];
  for (let n = 0; n < 4; n++) heard.push((await detector.listen(block, null, never)).probabilities[0]);
  expect(heard).toEqual([1, 101, 102, 103]);
  expect(fresh).toEqual([]);
});
