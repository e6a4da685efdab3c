import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { HostedModel, LoadModel } from "../engines/host/protocol.ts";
import { loadRuntime, openSession, type Runtime } from "../onnx/session.ts";
import { floatsOf } from "../onnx/tensors.ts";
import { type DetectorAnswer, type DetectorMemory, FRAME_SAMPLES } from "../ports/speech-detector.ts";

export interface SileroSettings {
  readonly path: string;
  readonly threads: number;
}
export interface SileroQuestion {
  readonly samples: Float32Array;
  readonly memory: DetectorMemory | null;
}

const CONTEXT_SAMPLES = 64;
const STATE = 128;
const INPUT_SAMPLES = CONTEXT_SAMPLES + FRAME_SAMPLES;

/** Runs in a host process. Silero VAD v6 comes in two forms of one network; their inputs tell them apart. */
export const load: LoadModel<SileroSettings, SileroQuestion, DetectorAnswer> = async ({ path, threads }) => {
  const runtime = await loadRuntime();
  const session = await openSession(runtime, path, { threads });
  const listen = session.inputNames.includes("state") ? frameByFrame(runtime, session) : allAtOnce(runtime, session);
  return {
    async *run({ samples, memory }) {
      yield await listen(samples, memory ?? silence());
    },
  } satisfies HostedModel<SileroQuestion, DetectorAnswer>;
};

type Listen = (samples: Float32Array, memory: DetectorMemory) => Promise<DetectorAnswer>;

function silence(): DetectorMemory {
  return { hidden: new Float32Array(STATE), cell: new Float32Array(STATE), context: new Float32Array(CONTEXT_SAMPLES) };
}

/** The form with `input` [n,576], `h` and `c` [1,1,128]: the recurrence over all frames is inside the graph. */
function allAtOnce({ Tensor }: Runtime, session: InferenceSession): Listen {
  return async (samples, memory) => {
    const frames = samples.length / FRAME_SAMPLES;
    const input = new Float32Array(frames * INPUT_SAMPLES);
    for (let frame = 0; frame < frames; frame++)
      writeFrame(input.subarray(frame * INPUT_SAMPLES), samples, memory.context, frame);
    const result = await session.run({
      input: new Tensor("float32", input, [frames, INPUT_SAMPLES]),
      h: new Tensor("float32", memory.hidden, [1, 1, STATE]),
      c: new Tensor("float32", memory.cell, [1, 1, STATE]),
    });
    const [probabilities, hidden, cell] = session.outputNames.map((name) => floatsOf(result[name]));
    if (!probabilities || !hidden || !cell) throw new Error("The voice activity model lacks an output");
    return {
      probabilities: probabilities.slice(0, frames),
      memory: { hidden: hidden.slice(0, STATE), cell: cell.slice(0, STATE), context: samples.slice(-CONTEXT_SAMPLES) },
    };
  };
}

/** The published form with `input` [1,576] and `state` [2,1,128]: one run a frame. */
function frameByFrame({ Tensor }: Runtime, session: InferenceSession): Listen {
  const rate = new Tensor("int64", BigInt64Array.of(16_000n), []);
  return async (samples, memory) => {
    const frames = samples.length / FRAME_SAMPLES;
    const probabilities = new Float32Array(frames);
    let state: Tensor = new Tensor("float32", Float32Array.from([...memory.hidden, ...memory.cell]), [2, 1, STATE]);
    const input = new Float32Array(INPUT_SAMPLES);
    for (let frame = 0; frame < frames; frame++) {
      writeFrame(input, samples, memory.context, frame);
      const result = await session.run({ input: new Tensor("float32", input, [1, INPUT_SAMPLES]), state, sr: rate });
      probabilities[frame] = floatsOf(result.output)[0] ?? 0;
      state = result.stateN ?? state;
    }
    const last = floatsOf(state);
    return {
      probabilities,
      memory: { hidden: last.slice(0, STATE), cell: last.slice(STATE), context: samples.slice(-CONTEXT_SAMPLES) },
    };
  };
}

/** One frame with the samples before it in front, as the network was trained. */
function writeFrame(into: Float32Array, samples: Float32Array, context: Float32Array, frame: number): void {
  const start = frame * FRAME_SAMPLES;
  into.set(start === 0 ? context : samples.subarray(start - CONTEXT_SAMPLES, start));
  into.set(samples.subarray(start, start + FRAME_SAMPLES), CONTEXT_SAMPLES);
}
