// It has no decoder under Node: the recording has to be a WAV file of 16 kHz, one channel, 16 bits, and is read by hand.
import { readFile } from "node:fs/promises";

export const packageName = "@huggingface/transformers";

export async function open({ load, models }) {
  const { env, pipeline } = await load(packageName);
  env.allowRemoteModels = false;
  env.localModelPath = `${models}/onnx/`;
  const recognise = await pipeline("automatic-speech-recognition", "whisper-base", { dtype: "q8", subfolder: "" });
  return async (recording) => {
    const bytes = await readFile(recording);
    const samples = Float32Array.from(new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44)), (one) => one / 32_768);
    const long = { chunk_length_s: 30, stride_length_s: 5, return_timestamps: true };
    const { text } = await recognise(samples, { language: "en", ...long });
    return text;
  };
}
