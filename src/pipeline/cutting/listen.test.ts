import { expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import { type DetectorMemory, FRAME_SAMPLES, type SpeechDetector } from "../../ports/speech-detector.ts";
import { type HeardSound, listen } from "./listen.ts";

const never = new AbortController().signal;

/** Hears the first sample of each frame as its probability, and remembers in `hidden` how many frames it has heard. */
function detector(losses = 0): SpeechDetector & { readonly heard: readonly number[] } {
  const heard: number[] = [];
  let lost = 0;
  return {
    heard,
    async listen(samples, memory) {
      if (memory && lost++ < losses) throw new Failure("engine-lost", "The process died");
      const before = memory?.hidden[0] ?? 0;
      const frames = samples.length / FRAME_SAMPLES;
      heard.push(before);
      return {
        probabilities: Float32Array.from({ length: frames }, (_, i) => samples[i * FRAME_SAMPLES] ?? 0),
        memory: memoryOf(before + frames),
      };
    },
    async close() {},
  };
}

const memoryOf = (frames: number): DetectorMemory => ({
  hidden: Float32Array.of(frames),
  cell: new Float32Array(0),
  context: new Float32Array(0),
});

async function* inChunks(sound: Float32Array, ...sizes: readonly number[]): AsyncIterable<Float32Array> {
  for (let at = 0, turn = 0; at < sound.length; turn++) {
    const size = sizes[turn % sizes.length] ?? sound.length;
    yield sound.slice(at, at + size);
    at += size;
  }
}

async function hear(ear: SpeechDetector, sound: AsyncIterable<Float32Array>, signal = never): Promise<HeardSound[]> {
  const heard: HeardSound[] = [];
  for await (const one of listen(ear, sound, signal)) heard.push(one);
  return heard;
}

const sound = Float32Array.from({ length: 20 * 16_000 + 100 }, (_, i) => (i % 9_973) / 9_973);

it.each([[[1_600]], [[7, 0, 100_000, 1]], [[1e9]], [[FRAME_SAMPLES]]])(
  "hears the same in chunks of %j samples: every sample once, the last frame filled up with silence",
  async (sizes) => {
    const heard = await hear(detector(), inChunks(sound, ...sizes));
    const whole = Buffer.concat(heard.map(({ samples }) => Buffer.from(samples.buffer)));
    const filled = new Float32Array(626 * FRAME_SAMPLES);
    filled.set(sound);
    expect(Buffer.compare(whole, Buffer.from(filled.buffer))).toBe(0);
    expect(heard.map(({ probabilities }) => probabilities.length)).toEqual([250, 250, 126]);
    expect(heard.map(({ seconds }) => seconds)).toEqual([8, 8, 4.00625]);
  },
);

it("asks block after block, each with what the detector remembers of those before", async () => {
  const ear = detector();
  await hear(ear, inChunks(sound, 5_000));
  expect(ear.heard).toEqual([0, 250, 500]);
});

it("asks again with the same memory when the detector's process dies", async () => {
  const ear = detector(2);
  const heard = await hear(ear, inChunks(sound, 5_000));
  expect(ear.heard).toEqual([0, 250, 500]);
  expect(heard).toHaveLength(3);
});

it("hears nothing in an empty recording", async () => {
  const ear = detector();
  expect(await hear(ear, inChunks(new Float32Array(0), 1))).toEqual([]);
  expect(ear.heard).toEqual([]);
});
