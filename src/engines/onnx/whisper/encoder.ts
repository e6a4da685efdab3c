import type { InferenceSession } from "onnxruntime-node";
import type { Runtime } from "../../../onnx/session.ts";
import type { Encoded } from "./encoded.ts";
import { withLead } from "./lead.ts";
import { createLogMel, MEL_FRAMES } from "./mel.ts";
import type { WhisperFacts } from "./model-facts.ts";

/** Positions of the encoder's output for 30 s: 20 ms each. */
export const ENCODED_FRAMES = 1_500;
export const SAMPLES_PER_FRAME = 320;
export const FRAMES_PER_SECOND = 50;

/** What two frames of the spectrogram need beyond the 320 samples they advance: a frame of 400 less its step of 160. */
const OVERLAP = 240;
/** Silence that is encoded behind the sound: without it Whisper repeats itself or leaves out the end. */
const QUIET_FRAMES = 200;
/** Lengths are multiples of this, so that few shapes are met. */
const FRAME_STEP = 50;

/** Whisper's encoder over one window. */
export interface Encoder {
  /** @param samples 16 kHz mono, at most 30 s */
  encode(samples: Float32Array): Promise<Encoded>;
}

/** Hugging Face's encoder, whose output the decoder takes whole, or that of `tools/export-whisper`. */
export function createEncoder(runtime: Runtime, session: InferenceSession, facts: WhisperFacts): Encoder {
  return session.inputNames.includes("samples")
    ? fromSamples(runtime, session)
    : fromSpectrogram(runtime, session, facts);
}

/** The spectrogram is made in the graph, and only as much is encoded as there is sound. */
function fromSamples({ Tensor }: Runtime, session: InferenceSession): Encoder {
  return {
    async encode(samples) {
      const sound = Math.ceil(samples.length / SAMPLES_PER_FRAME) + QUIET_FRAMES;
      const frames = Math.min(ENCODED_FRAMES, Math.ceil(sound / FRAME_STEP) * FRAME_STEP);
      const padded = withLead(samples, frames * SAMPLES_PER_FRAME + OVERLAP);
      return (await session.run({ samples: new Tensor("float32", padded, [1, 1, padded.length]) })) as Encoded; // all are tensors
    },
  };
}

function fromSpectrogram({ Tensor }: Runtime, session: InferenceSession, { melBands }: WhisperFacts): Encoder {
  const logMel = createLogMel(melBands);
  return {
    async encode(samples) {
      const features = new Tensor("float32", logMel(samples), [1, melBands, MEL_FRAMES]);
      const { last_hidden_state: hidden } = await session.run({ input_features: features });
      return { encoder_hidden_states: hidden } as Encoded; // it is a tensor
    },
  };
}
